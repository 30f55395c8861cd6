import { AppError } from '#lib/errors.ts';
import { secretsOf, type Target } from './channel.ts';
import type { Message } from './message.ts';
import { type Outcome, shownAnswer } from './outcome.ts';
import { NoAnswer } from './post.ts';
import { sendDiscord } from './send-discord.ts';
import { sendEmail } from './send-email.ts';
import { sendSlack, sendSlackBot } from './send-slack.ts';
import { sendTeams } from './send-teams.ts';
import { sendWebhook } from './send-webhook.ts';

/** Sends a message once. Whatever goes wrong on the way is an outcome, and its answer tells no secret. */
export async function send(target: Target, message: Message): Promise<Outcome> {
  const outcome = await sendBy(target, message).catch(outcomeOfError);
  return { ...outcome, answer: shownAnswer(outcome.answer, secretsOf(target)) };
}

function sendBy(target: Target, message: Message): Promise<Outcome> {
  switch (target.kind) {
    case 'webhook':
      return sendWebhook(target, message);
    case 'email':
      return sendEmail(target, message);
    case 'slack':
      return sendSlack(target, message);
    case 'slackBot':
      return sendSlackBot(target, message);
    case 'discord':
      return sendDiscord(target, message);
    case 'teams':
      return sendTeams(target, message);
  }
}

function outcomeOfError(error: unknown): Outcome {
  if (error instanceof NoAnswer) return { state: error.mayHaveArrived ? 'unknown' : 'retry', answer: error.message };
  if (error instanceof AppError) return { state: 'failed', answer: error.message };
  throw error;
}
