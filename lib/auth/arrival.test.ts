import { expect, test } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { FORWARDED_HEADER, noteArrival } from './arrival.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import { isProxied } from './proxied.ts';

type Given = Record<string, string | string[] | undefined>;

const arrive = (headers: Given, peer: string, trustedOrigin?: string) => {
  noteArrival({ headers, socket: { remoteAddress: peer } }, { trustedOrigin });
  const proxied = isProxied({ get: (name) => headers[name]?.toString() ?? null });
  return { headers, from: headers[CLIENT_ADDRESS_HEADER], proxied };
};

resetEnv();

test.each([
  [undefined, '127.0.0.5', {}, '127.0.0.5', false],
  [undefined, '127.0.0.5', { 'x-forwarded-for': '203.0.113.5' }, '127.0.0.5', true],
  ['https://straybytes.example.com', '127.0.0.1', { 'x-forwarded-for': '203.0.113.5' }, '203.0.113.5', true],
  // Past the proxy, straight to the port: what it says of others counts neither the first nor the second time.
  ['https://straybytes.example.com', '198.51.100.7', { 'x-forwarded-for': '203.0.113.5' }, '198.51.100.7', true],
])(
  'behind %s who asks from %s stays who it is when Next asks this server again',
  (origin, peer, given, from, marked) => {
    const first = arrive({ host: 'asked.example', ...given }, peer, origin);
    expect(first).toMatchObject({ from, proxied: marked });
    const forwarded = { 'x-forwarded-for': peer, 'x-forwarded-host': 'localhost', ...first.headers };
    const again = arrive({ ...forwarded, host: '127.0.0.1:3000', [FORWARDED_HEADER]: '1' }, '127.0.0.1', origin);
    const headers = { host: 'asked.example', [FORWARDED_HEADER]: '1' };
    expect(again).toMatchObject({ from, proxied: marked, headers });
  },
);

test.each(['', '1', 'x'.repeat(43)])('no client says of itself that it was here before, by %j', (word) => {
  const said = { 'x-straybytes-arrived': word, [CLIENT_ADDRESS_HEADER]: '127.0.0.1', [FORWARDED_HEADER]: '1' };
  const { headers, from } = arrive({ ...said, host: 'evil.example', 'x-straybytes-host': 'localhost' }, '198.51.100.7');
  expect(from).toBe('198.51.100.7');
  expect([headers.host, headers['x-straybytes-host']]).toEqual(['evil.example', 'evil.example']);
  expect(headers[FORWARDED_HEADER]).toBeUndefined();
  expect(headers['x-straybytes-arrived']).not.toBe(word);
});
