import { type AlertMessage, alertHtml, alertText, alertTitle, toldWhole } from './alert-message.ts';
import type { Target, TargetOf } from './channel.ts';
import type { Outcome } from './outcome.ts';
import { type Begin, outcomeOf, post } from './post.ts';
import { discordText } from './send-discord.ts';
import { SLACK_API, slackOutcome, slackText } from './send-slack.ts';
import { teamsText } from './send-teams.ts';
import { postSigned } from './send-webhook.ts';
import { sendMail } from './smtp.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

/** Sends alerts once, as a small text. @throws as `post` */
export async function sendAlertBy(target: Target, message: AlertMessage, begin?: Begin): Promise<Outcome> {
  switch (target.kind) {
    case 'webhook':
      return postSigned({ ...target, deliveryId: message.deliveryId, body: alertJson(message), begin });
    case 'email':
      return sendMail(target, mailOf(message), begin);
    case 'slack':
      return outcomeOf(await post(target.url, { body: JSON.stringify(slackBody(message)), headers: json, begin }));
    case 'slackBot':
      return sendSlackBotAlert(target, message, { begin });
    case 'discord':
      return outcomeOf(await post(target.url, { body: JSON.stringify(discordBody(message)), headers: json, begin }));
    case 'teams':
      return outcomeOf(await post(target.url, { body: JSON.stringify(teamsBody(message)), headers: json, begin }));
  }
}

/** By chat.postMessage, for which the bot takes chat:write. */
export async function sendSlackBotAlert(
  { token, channel }: TargetOf<'slackBot'>,
  message: AlertMessage,
  { api = SLACK_API, begin }: { api?: string; begin?: Begin | undefined } = {},
): Promise<Outcome> {
  const body = JSON.stringify({ channel, unfurl_links: false, ...slackBody(message) });
  const headers = { authorization: `Bearer ${token}`, ...json };
  return slackOutcome(await post(`${api}/chat.postMessage`, { body, headers, begin })).outcome;
}

/** `key` is the thing and since when it is so: it is in one message to this channel and in no other. */
function alertJson({ deliveryId, alerts }: AlertMessage): string {
  return JSON.stringify({
    event: 'alert',
    deliveryId,
    alerts: alerts.map(({ key, found, words: { headline, detail, next }, link }) => ({
      key,
      says: { headline, detail, next },
      link,
      found,
    })),
  });
}

function mailOf(message: AlertMessage) {
  const { deliveryId } = message;
  return { deliveryId, subject: alertTitle(message), text: alertText(message), html: alertHtml(message) };
}

function slackBody(message: AlertMessage) {
  const { told, more } = toldWhole(message);
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 2900) } });
  const blocks = told.map(({ words: { headline, detail, next }, link }) =>
    section(
      [
        `*${slackText(headline)}*`,
        ...(detail === null ? [] : [slackText(detail)]),
        `${slackText(`Next: ${next}`)} <${link}|See it>`,
      ].join('\n'),
    ),
  );
  return { text: slackText(alertTitle(message)), blocks: [...blocks, ...(more ? [section(more)] : [])] };
}

/** No name in it calls anybody. A message holds ten embeds. */
function discordBody(message: AlertMessage) {
  const { told, more } = toldWhole(message);
  return {
    ...(more && { content: more }),
    embeds: told.map(({ words: { headline, detail, next }, link }) => ({
      title: headline.slice(0, 256),
      url: link,
      description: discordText([detail, `Next: ${next}`].filter((line) => line !== null).join('\n')).slice(0, 450),
    })),
    allowed_mentions: { parse: [] },
  };
}

function teamsBody(message: AlertMessage) {
  const { told, more } = toldWhole(message);
  const block = (text: string, look: object = {}) => ({
    type: 'TextBlock',
    text: teamsText(text),
    wrap: true,
    ...look,
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      ...told.flatMap(({ words: { headline, detail, next } }) => [
        block(headline, { weight: 'Bolder', separator: true }),
        ...(detail === null ? [] : [block(detail)]),
        block(`Next: ${next}`),
      ]),
      ...(more ? [block(more)] : []),
    ],
    actions: told.slice(0, 1).map(({ link }) => ({ type: 'Action.OpenUrl', title: 'See it', url: link })),
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}
