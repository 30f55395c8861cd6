import type { TargetOf } from './channel.ts';
import { type Message, pictureUrlOf, subjectOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import { type Answer, type Begin, NoAnswer, outcomeOf, post } from './post.ts';

export const SLACK_API = 'https://slack.com/api';
const json = { 'content-type': 'application/json; charset=utf-8' };

/** An incoming webhook takes no files: the link unfolds, and the picture is shown by it where Slack can reach it. */
export async function sendSlack({ url }: TargetOf<'slack'>, message: Message, begin?: Begin): Promise<Outcome> {
  const { headline, summary, link } = message;
  const said = `*${slackText(headline)}*\n${slackText(`Next: ${summary.next}`)}`;
  const imageUrl = pictureUrlOf(message);
  const image = imageUrl && { type: 'image', image_url: imageUrl, alt_text: summary.description.slice(0, 1900) };
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: said.slice(0, 2900) } },
    ...(image ? [image] : []),
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: `${slackText(subjectOf(message))} · <${link}|See the report>` }],
    },
  ];
  const body = JSON.stringify({ text: `${subjectOf(message)}: ${slackText(headline)}`, blocks });
  return outcomeOf(await post(url, { body, headers: json, begin }));
}

/** A bot uploads the picture itself (files.getUploadURLExternal, then completeUploadExternal): no public address is needed. */
export async function sendSlackBot(
  { token, channel }: TargetOf<'slackBot'>,
  message: Message,
  { api = SLACK_API, begin }: { api?: string; begin?: Begin | undefined } = {},
): Promise<Outcome> {
  const { headline, summary, picture } = message;
  const authorization = `Bearer ${token}`;
  const form = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const file = new URLSearchParams({
    filename: picture.name,
    length: String(picture.png.byteLength),
    alt_txt: summary.description.slice(0, 1000),
  });
  // Nobody sees a file that is not completed: until then it can all be done again.
  const place = await unseen(() => post(`${api}/files.getUploadURLExternal`, { body: file.toString(), headers: form }));
  const { upload_url: uploadUrl, file_id: id } = place.said;
  if (place.outcome.state !== 'sent' || typeof uploadUrl !== 'string' || typeof id !== 'string')
    return place.outcome.state === 'sent' ? { state: 'failed', answer: place.outcome.answer } : place.outcome;
  const png = { 'content-type': 'application/octet-stream' };
  const uploaded = await unseen(() => post(uploadUrl, { body: picture.png, headers: png }), { plain: true });
  if (uploaded.outcome.state !== 'sent') return uploaded.outcome;
  const body = JSON.stringify({
    files: [{ id, title: subjectOf(message) }],
    channel_id: channel,
    initial_comment: `*${slackText(headline)}*\n${slackText(`Next: ${summary.next}`)}`,
  });
  const done = await post(`${api}/files.completeUploadExternal`, { body, headers: { authorization, ...json }, begin });
  return slackOutcome(done).outcome;
}

async function unseen(work: () => Promise<Answer>, { plain = false } = {}) {
  try {
    const answer = await work();
    const read = plain ? { outcome: outcomeOf(answer), said: {} } : slackOutcome(answer);
    const { outcome } = read;
    return { ...read, outcome: outcome.state === 'unknown' ? { ...outcome, state: 'retry' as const } : outcome };
  } catch (error) {
    if (error instanceof NoAnswer) throw new NoAnswer(error.message, false, error);
    throw error;
  }
}

/** Slack answers 200 and `ok: false` to what it refuses. */
export function slackOutcome(answer: Answer): { outcome: Outcome; said: Record<string, unknown> } {
  const outcome = outcomeOf(answer);
  if (outcome.state !== 'sent') return { outcome, said: {} };
  const said = objectIn(answer.body);
  if (said.ok === true) return { outcome: { state: 'sent', answer: `HTTP ${answer.status}: ok` }, said };
  const error = `Slack: ${typeof said.error === 'string' ? said.error : answer.body}`;
  return { outcome: { state: said.error === 'ratelimited' ? 'retry' : 'failed', answer: error }, said };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The three characters that Slack gives a meaning (api.slack.com, "Escaping text"). */
export function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
