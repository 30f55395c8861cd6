import { expect, test } from 'vitest';
import { isProxied, noteName, noteProxy, PROXIED_HEADER } from './proxied.ts';

type Given = Record<string, string | undefined>;

const proxied = (given: Given) => {
  const headers = { ...given };
  noteProxy(headers);
  return isProxied(new Headers(Object.entries(headers).map(([name, value]) => [name, value ?? ''])));
};

test.each([
  { 'x-forwarded-for': '203.0.113.5' },
  { 'x-forwarded-host': 'straybytes.example.com' },
  { forwarded: 'for=203.0.113.5' },
  { 'x-real-ip': '203.0.113.5' },
  { via: '1.1 proxy' },
  { via: '' },
  { 'x-forwarded': 'for=203.0.113.5' },
  { 'x-forwarded-proto': 'https' },
  { 'x-forwarded-port': '443' },
  { 'x-forwarded-server': 'proxy' },
  { 'cf-connecting-ip': '203.0.113.5' },
  { 'true-client-ip': '203.0.113.5' },
  { 'x-client-ip': '203.0.113.5' },
  { 'x-envoy-external-address': '203.0.113.5' },
])('a proxy is seen by %j', (headers) => {
  expect(proxied(headers)).toBe(true);
});

test('nobody says of themselves whether they came through one', () => {
  expect(proxied({ host: 'localhost:3000' })).toBe(false);
  expect(proxied({ [PROXIED_HEADER]: '1' })).toBe(false);
  expect(proxied({ [PROXIED_HEADER]: '', via: '1.1 proxy' })).toBe(true);
});

test.each([
  ['https://straybytes.example.com', 'https://straybytes.example.com', 'straybytes.example.com'],
  ['https://straybytes.example.com', 'https://evil.example', undefined],
  ['https://straybytes.example.com', undefined, undefined],
  [undefined, 'https://straybytes.example.com', undefined],
])('behind %s a page of %s is of %s, whatever the client says', (trustedOrigin, origin, name) => {
  const headers: Given = { origin, 'x-forwarded-host': 'evil.example' };
  noteName(headers, { trustedOrigin });
  expect(headers['x-forwarded-host']).toBe(name);
});
