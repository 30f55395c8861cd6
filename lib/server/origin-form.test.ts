import { expect, test } from 'vitest';
import { toOriginForm } from './origin-form.ts';

test.each([
  ['http://evil.example/buckets?q=x', 'evil.example', '/buckets?q=x'],
  ['HTTP://localhost:3000', 'localhost:3000', '/'],
  ['https://evil.example//x', 'evil.example', '//x'],
  ['/buckets?to=http://evil.example/', 'localhost', '/buckets?to=http://evil.example/'],
  ['//evil.example/x', 'localhost', '//evil.example/x'],
  ['http://', 'localhost', 'http://'],
])('%s is for %s, %s there', (url, host, path) => {
  const request = { url, headers: { host: 'localhost' } };
  toOriginForm(request);
  expect(request).toEqual({ url: path, headers: { host } });
});
