import { afterEach, expect, test } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { cookiePrefix, isOverTls, isSessionCookie } from './cookie-prefix.ts';

afterEach(() => {
  delete process.env.TRUSTED_ORIGIN;
  resetEnv();
});

test.each([
  ['https://straybytes.example.com', '__Host-straybytes', true],
  ['http://straybytes.example.com', 'straybytes', false],
  [undefined, 'straybytes', false],
])('where browsers come by %s, cookies begin with %s', (origin, prefix, secure) => {
  if (origin !== undefined) process.env.TRUSTED_ORIGIN = origin;
  resetEnv();
  expect([cookiePrefix(), isOverTls()]).toEqual([prefix, secure]);
});

test.each([
  ['straybytes.session_token=x', true],
  ['__Host-straybytes.session_token=x', true],
  ['straybytes.session_tokens=x', false],
  ['other-straybytes.session_token=x', false],
  ['__Host-straybytes.known=straybytes.session_token=', false],
])('%s is a session: %s', (cookie, expected) => {
  expect(isSessionCookie(cookie)).toBe(expected);
});
