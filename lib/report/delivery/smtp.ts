import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type { TargetOf } from './channel.ts';
import type { Outcome } from './outcome.ts';
import { type Begin, NoAnswer } from './post.ts';
import { mayBePrivate, publicAddressOf } from './target.ts';

const CONNECT_MS = 10_000;
const SOCKET_MS = 20_000;

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

export type Mail = {
  /** Names the mail: the same however often it is tried. */
  deliveryId: string;
  subject: string;
  text: string;
  html: string;
  attachments?: { filename: string; content: Buffer; cid: string; contentType: string }[];
};

/**
 * Sends one mail to all recipients; `begin` is called once the server has taken sender and recipients, before its data.
 * @throws AppError `refused` by the guard; NoAnswer; whatever `begin` throws
 */
export async function sendMail(
  target: TargetOf<'email'>,
  { deliveryId, html, ...mail }: Mail,
  begin: Begin = async () => undefined,
): Promise<Outcome> {
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
    ...(isIP(host) === 0 && { tls: { servername: host } }),
    ...(user !== '' && { auth: { user, pass: password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Read when the data is sent, and not before the server has let us in.
  let begun = false;
  let stopped: Error | null = null;
  const content = new Readable({
    read() {
      begin().then(
        () => {
          begun = true;
          this.push(html);
          this.push(null);
        },
        (error: Error) => {
          stopped = error;
          this.destroy(error);
        },
      );
    },
  });
  try {
    const { response, rejected } = await transport.sendMail({
      ...mail,
      from: { name: 'Straybytes', address: from },
      to,
      html: content,
      messageId: `<${deliveryId}@${from.split('@')[1] ?? 'straybytes'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    const refused = rejected.map(String);
    return { state: 'sent', answer: refused.length > 0 ? `${response}; refused for ${refused.join(', ')}` : response };
  } catch (error) {
    if (stopped) throw stopped;
    return outcomeOfError(error instanceof Error ? error : new Error(String(error)), { begun, host });
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
function outcomeOfError(
  { responseCode, response, message, code }: SmtpError,
  { begun, host }: { begun: boolean; host: string },
): Outcome {
  if (!begun && isOfCertificate(code, message)) return { state: 'failed', answer: certificateProblem(host, message) };
  const answer = response ?? (code === undefined ? message : `${code}: ${message}`);
  if (responseCode !== undefined) return { state: responseCode < 500 ? 'retry' : 'failed', answer };
  return { state: begun ? 'unknown' : 'retry', answer };
}

/** nodemailer keeps OpenSSL's words and puts a code of its own over OpenSSL's. */
function isOfCertificate(code: string | undefined, message: string): boolean {
  return /certificate|CERT_|altnames/i.test(`${code} ${message}`);
}

function certificateProblem(host: string, message: string): string {
  return `The certificate of ${host} is not trusted (${message}), so nothing was sent. Give the server one that is, or name its authority in NODE_EXTRA_CA_CERTS where Straybytes is started.`;
}
