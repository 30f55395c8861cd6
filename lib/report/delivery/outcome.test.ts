import { expect, it } from 'vitest';
import { shownAnswer } from './outcome.ts';

it('says no secret, nor a part of an address that is one', () => {
  const url = 'https://hooks.example.com/services/T000/B000/abcdefghijklmnopqrstuvwx?sig=topsecret';
  const shown = shownAnswer(`No hook at ${url}: abcdefghijklmnopqrstuvwx, ?sig=topsecret, my-long-key`, [
    url,
    'my-long-key',
  ]);
  for (const secret of ['abcdefghijkl', 'topsecret', 'my-long-key']) expect(shown).not.toContain(secret);
});

it('is one short line', () => {
  expect(shownAnswer('one\r\n\ttwo\u0000\u202e three', [])).toBe('one two three');
  expect(shownAnswer('x'.repeat(5000), [])).toHaveLength(300);
});
