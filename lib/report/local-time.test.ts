import { expect, it } from 'vitest';
import { fixDays, noBucketsText, sinceText, unseenWords } from './known-words.ts';
import { localDayText, localTimeText } from './local-time.ts';
import { textsIn } from './picture/element.ts';
import { picture } from './picture/picture.ts';
import { budgetText, headline, nextStep, plainText } from './report-words.ts';
import { sampleReport, tellingReport } from './sample.test-support.ts';

const at = '2026-11-23T00:11:40.000Z';

it.each([
  ['UTC', '23 Nov', '23 Nov, 00:11 UTC'],
  ['America/New_York', '22 Nov', '22 Nov, 19:11 EST'],
  ['Asia/Seoul', '23 Nov', '23 Nov, 09:11 GMT+9'],
])('tells a moment in %s', (timeZone, day, time) => {
  expect(localDayText({ timeZone }, at)).toBe(day);
  expect(localTimeText({ timeZone }, at)).toBe(time);
});

it('midnight is the first minute of its day', () => {
  expect(localTimeText({ timeZone: 'UTC' }, '2026-09-01T00:00:00Z')).toBe('1 Sep, 00:00 UTC');
});

it('a report tells every moment where its weeks begin and end', () => {
  const where = { timeZone: 'America/New_York', start: '2026-11-16T05:00:00.000Z', end: '2026-11-23T05:00:00.000Z' };
  const looked = sampleReport({ ...where, readAt: at });
  const drawn = textsIn(
    picture(looked, { theme: 'light', size: 'wide', scale: 1 }, { drawable: (text: string) => text }),
  );
  expect(drawn.join('\n')).toContain('Looked 22 Nov, 19:11 EST');
  const unlooked = sampleReport({ ...where, readAt: '2026-11-13T03:00:00.000Z' });
  const said = [plainText(headline(unlooked)), nextStep(unlooked), noBucketsText(unlooked), unseenWords(unlooked).text];
  for (const text of said) expect(text).toContain('12 Nov');
  const { budget, fixes, recovered } = tellingReport({ accountId: '111122223333', accountName: 'prod' }, []);
  const told = sampleReport({
    ...where,
    budget: budget && { ...budget, readAt: at },
    fixes: { ...fixes, applied: fixes.applied.map((fix) => ({ ...fix, at })) },
    recovered: { ...recovered, sinceStart: { ...recovered.sinceStart, since: at } },
  });
  expect(budgetText(told)?.label).toBe('Budget of November, on 22 Nov');
  expect(fixDays(told)).toMatchObject({ [at]: '22 Nov' });
  expect(sinceText(told)).toBe('a month, since 22 Nov 2026');
});
