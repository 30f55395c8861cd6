import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPath, signInPath } from './return-path.ts';

const here = 'https://straybytes.example.com';

/** Made of what confuses parsers, beside anything else. */
const trap = fc
  .array(
    fc.constantFrom(
      '/',
      '\\',
      '//',
      '\t',
      '\n',
      '\r',
      ' ',
      '@',
      ':',
      '.',
      '..',
      '%2f',
      '%5c',
      'https:',
      'javascript:',
      'evil.example',
      '?',
      '#',
      '\u0000',
      'ａ',
      'buckets',
    ),
  )
  .map((parts) => parts.join(''));

describe('where to go after signing in', () => {
  it('is always here, whatever was asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          trap,
          trap.map((text) => `/${text}`),
          fc.string(),
          fc.webUrl(),
        ),
        (text) => {
          const path = ownPath(text);
          expect(path).toMatch(/^\//);
          expect(new URL(path, here).origin).toBe(here);
          // As a browser reads a Location: without tabs and line ends, backslashes as slashes.
          const read = path.replace(/[\t\n\r]/g, '').replaceAll('\\', '/');
          expect(read.startsWith('//')).toBe(false);
          expect(new URL(signInPath(text), here).searchParams.get('to') ?? '/').toBe(path);
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);

  it.each(['/', '/buckets?coverage=none&q=a%2Fb', '/buckets/111122223333/logs-prod', '/reports/2026-W47#top'])(
    'may be %s',
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );

  it.each([
    '',
    null,
    undefined,
    'buckets',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a\u0000b',
    '/.//evil.example',
    `/${'a'.repeat(2001)}`,
  ])('is never %j', (text) => {
    expect(ownPath(text)).toBe('/');
  });
});
