import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { ownOrigin } from './own-origin.ts';

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://[::1]:3000'],
  ['10.1.2.3', 'http://10.1.2.3:3000'],
])('a server on %s is asked at %s', (address, origin) => {
  expect(ownOrigin({ address: () => ({ address, port: 3000, family: 'IP' }) })).toBe(origin);
});

test('a server that does not listen is nowhere', () => {
  expect(ownOrigin(createServer())).toBeNull();
});
