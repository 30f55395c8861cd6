import { expect, test } from 'vitest';
import { isReadablePath } from './readable-path.ts';

test.each(['/', '/buckets/1/logs?q=%zz', '/%2e%2e/x', '/%00', 'http://localhost:3000/x', '//x'])(
  '%s is readable',
  (target) => {
    expect(isReadablePath(target)).toBe(true);
  },
);

test.each(['*', '', undefined, '/%', '/api/%zz', '/api/v1/collect/%ff', '/%E0%A4%A', 'x'])('%s is not', (target) => {
  expect(isReadablePath(target)).toBe(false);
});
