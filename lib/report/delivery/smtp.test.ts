import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { certificateOfLocalhost } from './certificate.test-support.ts';
import { type TargetOf, targetSchema } from './channel.ts';
import { sendMail } from './smtp.ts';

const trusted = tls.getCACertificates('default');
let certificate: Awaited<ReturnType<typeof certificateOfLocalhost>>;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  certificate = await certificateOfLocalhost();
  process.env.ALLOW_PRIVATE_TARGETS = 'true';
  resetEnv();
});
afterAll(() => {
  delete process.env.ALLOW_PRIVATE_TARGETS;
  resetEnv();
});
afterEach(async () => {
  tls.setDefaultCACertificates(trusted);
  for (const close of closing.splice(0)) await close();
});

type Got = { secure: boolean; raw: string };

/** A mail server of `localhost` with that certificate, TLS from the start or by STARTTLS. */
async function mailServer({ secure }: { secure: boolean }) {
  const got: Got[] = [];
  let sessions = 0;
  const server = new SMTPServer({
    secure,
    ...certificate,
    authOptional: true,
    onConnect(_session, callback) {
      sessions += 1;
      callback();
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        got.push({ secure: session.secure, raw: Buffer.concat(pieces).toString() });
        callback(null, 'queued');
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve(null))));
  // A server that listens on TCP has such an address.
  const { port } = server.server.address() as AddressInfo;
  return { got, port, sessions: () => sessions };
}

function target(port: number, security: string): TargetOf<'email'> {
  const parsed = targetSchema.parse({
    kind: 'email',
    host: 'localhost',
    port,
    security,
    from: 'reports@example.com',
    to: ['lead@example.com'],
  });
  if (parsed.kind !== 'email') throw new Error('no mail');
  return parsed;
}

const mail = { deliveryId: 'x', subject: 'Week 47', text: 'in plain text', html: '<p>in HTML</p>' };

describe.each([
  ['tls', true],
  ['starttls', false],
] as const)('a mail by %s', (security, secure) => {
  it('is sent, encrypted, to a server whose certificate is trusted', async () => {
    const { got, port } = await mailServer({ secure });
    tls.setDefaultCACertificates([...trusted, certificate.cert]);
    expect(await sendMail(target(port, security), mail)).toMatchObject({
      state: 'sent',
      answer: expect.stringContaining('queued'),
    });
    expect(got).toMatchObject([{ secure: true, raw: expect.stringContaining('in plain text') }]);
    expect(got[0]?.raw).toContain('Message-ID: <x@example.com>');
  });

  it('is not sent to one whose certificate is not, and says so', async () => {
    const { got, port, sessions } = await mailServer({ secure });
    let begun = 0;
    const outcome = await sendMail(target(port, security), mail, async () => {
      begun += 1;
    });
    expect(outcome).toMatchObject({ state: 'failed' });
    expect(outcome.answer).toMatch(/^The certificate of localhost is not trusted \(.*self-signed certificate.*\)/);
    expect(outcome.answer).toContain('NODE_EXTRA_CA_CERTS');
    expect([got.length, begun]).toEqual([0, 0]);
    // By STARTTLS it was asked for its certificate at least: nothing else made it fail.
    if (!secure) expect(sessions()).toBe(1);
  });

  it('is not sent to one whose certificate is of another name', async () => {
    const { got, port } = await mailServer({ secure });
    tls.setDefaultCACertificates([...trusted, certificate.cert]);
    const outcome = await sendMail({ ...target(port, security), host: '127.0.0.1' }, mail);
    const elsewhere = outcome.answer.includes('ECONNREFUSED');
    // `localhost` may be ::1 here; then nobody is there.
    if (!elsewhere) expect(outcome.answer).toMatch(/^The certificate of 127\.0\.0\.1 is not trusted/);
    expect(got).toEqual([]);
  });
});

it('a mail by STARTTLS is not sent to a server that offers none', async () => {
  const server = new SMTPServer({ disabledCommands: ['STARTTLS'], authOptional: true });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve(null))));
  const { port } = server.server.address() as AddressInfo;
  const outcome = await sendMail(target(port, 'starttls'), mail);
  expect(outcome.state).not.toBe('sent');
});
