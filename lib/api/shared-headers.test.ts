import { expect, it } from 'vitest';
import { sharedHeaders } from './shared-headers.ts';

const token = 'A'.repeat(43);
const page = { 'referrer-policy': 'no-referrer' };

it.each([
  [`/shared/${token}`, page],
  [`/shared/${token}/picture.png`, { ...page, 'cross-origin-resource-policy': 'cross-origin' }],
  [`/shared/${token}/picture.png/more`, page],
  ['/sign-in', {}],
  ['/sign-in/shared/x/picture.png', {}],
  ['/api/v1/reports/2026-W47.png', {}],
])('%s has %j', (path, headers) => {
  expect(sharedHeaders(path)).toEqual(headers);
});
