import { AppError } from '#lib/errors.ts';
import type { AlertMessage } from './alert-message.ts';
import { secretsOf, type Target, type TargetOf } from './channel.ts';
import type { Message } from './message.ts';
import { type Outcome, shownAnswer } from './outcome.ts';
import { type Begin, NoAnswer } from './post.ts';
import { sendAlertBy } from './send-alert.ts';
import { sendDiscord } from './send-discord.ts';
import { sendEmail } from './send-email.ts';
import { sendSlack, sendSlackBot } from './send-slack.ts';
import { sendTeams } from './send-teams.ts';
import { postSigned, sendWebhook } from './send-webhook.ts';

/**
 * Sends a report once. Whatever goes wrong on the way is an outcome, and its answer tells no secret.
 * @throws whatever `begin` throws
 */
export async function send(target: Target, message: Message, begin?: Begin): Promise<Outcome> {
  return shown(target, await sendBy(target, message, begin).catch(outcomeOfError));
}

/** As `send`, of alerts. */
export async function sendAlert(target: Target, message: AlertMessage, begin?: Begin): Promise<Outcome> {
  return shown(target, await sendAlertBy(target, message, begin).catch(outcomeOfError));
}

/** Repeats letter by letter what left before under the same key. @throws whatever `begin` throws */
export async function sendKept(
  target: TargetOf<'webhook'>,
  { deliveryId, body }: { deliveryId: string; body: string },
  begin?: Begin,
): Promise<Outcome> {
  return shown(target, await postSigned({ ...target, deliveryId, body, begin }).catch(outcomeOfError));
}

function shown(target: Target, outcome: Outcome): Outcome {
  return { ...outcome, answer: shownAnswer(outcome.answer, secretsOf(target)) };
}

function sendBy(target: Target, message: Message, begin: Begin | undefined): Promise<Outcome> {
  switch (target.kind) {
    case 'webhook':
      return sendWebhook(target, message, begin);
    case 'email':
      return sendEmail(target, message, begin);
    case 'slack':
      return sendSlack(target, message, begin);
    case 'slackBot':
      return sendSlackBot(target, message, { begin });
    case 'discord':
      return sendDiscord(target, message, begin);
    case 'teams':
      return sendTeams(target, message, begin);
  }
}

function outcomeOfError(error: unknown): Outcome {
  if (error instanceof NoAnswer) return { state: error.mayHaveArrived ? 'unknown' : 'retry', answer: error.message };
  if (error instanceof AppError) return { state: 'failed', answer: error.message };
  throw error;
}
