import { randomBytes } from 'node:crypto';
import type { TargetOf } from './channel.ts';
import { type Message, subjectOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import { type Begin, outcomeOf, post } from './post.ts';

/** The picture goes with the message; no name in it calls anybody. */
export async function sendDiscord({ url }: TargetOf<'discord'>, message: Message, begin?: Begin): Promise<Outcome> {
  const { headline, summary, picture } = message;
  const payload = {
    embeds: [
      {
        title: `${subjectOf(message)}: ${headline}`.slice(0, 256),
        description: discordText(`Next: ${summary.next}`).slice(0, 2000),
        image: { url: `attachment://${picture.name}` },
      },
    ],
    attachments: [{ id: 0, filename: picture.name, description: summary.description.slice(0, 1024) }],
    allowed_mentions: { parse: [] },
  };
  const boundary = `straybytes-${randomBytes(16).toString('hex')}`;
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="payload_json"\r\ncontent-type: application/json\r\n\r\n`,
    ),
    Buffer.from(JSON.stringify(payload)),
    Buffer.from(
      `\r\n--${boundary}\r\ncontent-disposition: form-data; name="files[0]"; filename="${picture.name}"\r\ncontent-type: image/png\r\n\r\n`,
    ),
    picture.png,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return outcomeOf(await post(url, { body, headers, begin }));
}

/** Names of buckets have hyphens and dots, those of accounts anything: none is Markdown. */
export function discordText(text: string): string {
  return text.replaceAll(/[\\*_~`|>[\]]/g, String.raw`\$&`);
}
