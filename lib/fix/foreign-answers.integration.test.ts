import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { resetEnv } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

const rules =
  '<Rule><ID>a</ID><Filter><Prefix>x/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>9</Days></Expiration></Rule>' +
  '<Rule><ID>b</ID><Filter><Prefix>y/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>8</Days></Expiration></Rule>';
const whole = `<?xml version="1.0"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${rules}</LifecycleConfiguration>`;

let server: Server;
let body = '';
beforeAll(async () => {
  server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/xml' }).end(body),
  );
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${port}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' });
  resetEnv();
});
afterAll(() => {
  for (const name of ['AWS_ENDPOINT_URL_S3', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
  resetEnv();
  server.close();
});

async function read(power: 'read' | 'fix' = 'fix') {
  return getLifecycle({ target: { accountId: 'local', region: 'us-east-1', power }, bucket: 'logs' });
}

describe('under status 200', () => {
  test('a whole configuration is one', async () => {
    body = whole;
    expect((await read()).rules.map(({ ID }) => ID)).toEqual(['a', 'b']);
  });

  test('an answer cut anywhere is never fewer rules', { timeout: 120_000 }, async () => {
    for (let length = 0; length < whole.length; length += 3) {
      body = whole.slice(0, length);
      await expect(read(), body.slice(-30)).rejects.toBeInstanceOf(AppError);
    }
  });

  test.each(['', '   ', '<html><body>Sign in</body></html>', '{}', '<Error><Code>AccessDenied</Code></Error>'])(
    '%j is never no rules',
    async (answer) => {
      body = answer;
      await expect(read()).rejects.toBeInstanceOf(AppError);
      await expect(read('read')).rejects.toBeInstanceOf(AppError);
    },
  );

  test('an element this version does not know is never dropped', async () => {
    body = whole.replace('<Days>9</Days>', '<Days>9</Days><NewThing>1</NewThing>');
    await expect(read()).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('NewThing') });
  });
});
