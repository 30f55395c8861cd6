import type { TargetOf } from './channel.ts';
import { mailHtml } from './mail-html.ts';
import { type Message, subjectOf, textOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Begin } from './post.ts';
import { sendMail } from './smtp.ts';

/** One mail to all recipients: HTML with the picture in it, and plain text. @throws as `sendMail` */
export async function sendEmail(target: TargetOf<'email'>, message: Message, begin?: Begin): Promise<Outcome> {
  const { deliveryId, headline, picture } = message;
  const mail = {
    deliveryId,
    subject: `${subjectOf(message)}: ${headline}`,
    text: textOf(message),
    html: mailHtml(message),
    attachments: [{ filename: picture.name, content: picture.png, cid: 'picture', contentType: 'image/png' }],
  };
  return sendMail(target, mail, begin);
}
