import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type { TargetOf } from './channel.ts';
import { mailHtml } from './mail-html.ts';
import { type Message, subjectOf, textOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import { NoAnswer } from './post.ts';
import { mayBePrivate, publicAddressOf } from './target.ts';

const CONNECT_MS = 10_000;
const SOCKET_MS = 20_000;

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

/** One mail to all recipients: HTML with the picture in it, and plain text. @throws AppError `refused` by the guard */
export async function sendEmail(target: TargetOf<'email'>, message: Message): Promise<Outcome> {
  const { host, port, security, user, password, from, to } = target;
  if (security === 'none' && !mayBePrivate())
    return { state: 'failed', answer: 'SMTP without TLS is for a private network only (ALLOW_PRIVATE_TARGETS=true).' };
  const transport = nodemailer.createTransport({
    // The address that was checked; the certificate is still that of the name.
    host: await addressOf(host),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host },
    ...(user !== '' && { auth: { user, pass: password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Read when the data is sent, and not before the server has let us in.
  let begun = false;
  const picture = new Readable({
    read() {
      begun = true;
      this.push(message.picture.png);
      this.push(null);
    },
  });
  try {
    const { response, rejected } = await transport.sendMail({
      from: { name: 'Straybytes', address: from },
      to,
      subject: `${subjectOf(message)}: ${message.headline}`,
      text: textOf(message),
      html: mailHtml(message),
      messageId: `<${message.deliveryId}@${from.split('@')[1] ?? 'straybytes'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [{ filename: message.picture.name, content: picture, cid: 'picture', contentType: 'image/png' }],
    });
    const refused = rejected.map(String);
    return { state: 'sent', answer: refused.length > 0 ? `${response}; refused for ${refused.join(', ')}` : response };
  } catch (error) {
    return outcomeOfError(error instanceof Error ? error : new Error(String(error)), begun);
  } finally {
    transport.close();
  }
}

async function addressOf(host: string): Promise<string> {
  return publicAddressOf(host).catch((error: SmtpError) => {
    if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
      throw new NoAnswer(`No connection: ${error.code}`, false);
    throw error;
  });
}

/** A mail is accepted by the answer to its data (RFC 5321, 4.1.1.4): when the data had begun and none came, nobody knows. */
function outcomeOfError({ responseCode, response, message, code }: SmtpError, begun: boolean): Outcome {
  const answer = response ?? (code === undefined ? message : `${code}: ${message}`);
  if (responseCode !== undefined) return { state: responseCode < 500 ? 'retry' : 'failed', answer };
  return { state: begun ? 'unknown' : 'retry', answer };
}
