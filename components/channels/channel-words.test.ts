import { expect, it } from 'vitest';
import { growthWords, heldWords, nextWords, previewWords } from './channel-words.ts';

it('says when a report really leaves, as a clock where the channel is shows it', () => {
  const next = { week: '2026-W47', at: new Date('2026-11-23T00:00:00Z') };
  expect(nextWords({ next, timeZone: 'Asia/Seoul' })).toBe('Next: 2026-W47 on 23 Nov 2026, 09:00, Asia/Seoul');
});

it('what is so and is not told says why', () => {
  const at = new Date('2026-11-21T06:00:00Z');
  expect(heldWords({ why: 'told', at })).toMatch(/^is so, and was told on .*21 Nov 2026/);
  expect(heldWords({ why: 'quiet', until: at })).toMatch(/not told before .*21 Nov 2026/);
  expect(heldWords({ why: 'small', growthUsd: 50 })).toContain('more than $50 a month');
  expect(heldWords({ why: 'before' })).toContain('before this channel');
  expect(growthWords(26)).toBe('Growth within a day cannot be told: nobody looked in the 26 hours before.');
  expect(growthWords(null)).toBeNull();
  expect([0, 1, 2].map(previewWords)).toEqual([
    'Now nothing would be told',
    'Now 1 alert would be told',
    'Now 2 alerts would be told',
  ]);
});
