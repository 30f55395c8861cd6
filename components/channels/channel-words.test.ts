import { expect, it } from 'vitest';
import { nextWords } from './channel-words.ts';

it('says when a report really leaves, as a clock where the channel is shows it', () => {
  const next = { week: '2026-W47', at: new Date('2026-11-23T00:00:00Z') };
  expect(nextWords({ next, timeZone: 'Asia/Seoul' })).toBe('Next: 2026-W47 on 23 Nov 2026, 09:00, Asia/Seoul');
});
