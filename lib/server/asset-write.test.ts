import { expect, test } from 'vitest';
import { isAssetWrite } from './asset-write.ts';

test.each([
  ['/_next/static/chunks/a.js', true],
  ['/_next/static/', true],
  ['/_next/static/%2e%2e/%2e%2e/buckets', true],
  ['/buckets/../_next/static/x', true],
  ['http://localhost:3000/_next/static/x', true],
  ['/_next/static', false],
  ['/_next/staticx/a', false],
  ['/buckets?to=/_next/static/', false],
  ['//', false],
])('a write to %s: %s', (url, is) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE']) expect(isAssetWrite({ method, url })).toBe(is);
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(isAssetWrite({ method, url })).toBe(false);
});
