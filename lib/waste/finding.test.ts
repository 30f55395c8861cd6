import { describe, expect, test } from 'vitest';
import { historyFinding } from './finding.ts';
import type { UnreadCounts } from './unread-counts.ts';

const TiB = 2 ** 40;
const names = { a: 'analytics', d: 'data-platform' };

function days(...list: [a: number, d: number, others?: number][]) {
  return list.map(([a, d, others = 0], index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    bytes: (a + d + others) * TiB,
    parts: { a: a * TiB, d: d * TiB, others: others * TiB },
  }));
}

describe('historyFinding', () => {
  test('counts fixes and what they took, and names what grows since', () => {
    const history = days([4, 4], [4, 4], [0, 4], [0, 4], [1, 4], [2, 4]);
    expect(historyFinding({ days: history, marks: ['2026-11-02'], names })).toBe(
      'One fix took 4.00 TiB away; analytics is filling it again',
    );
  });

  test('counts each of the fixes of one day, and their effect once', () => {
    const marks = ['2026-11-02', '2026-11-02'];
    expect(historyFinding({ days: days([4, 4], [4, 4], [0, 2], [0, 2]), marks, names })).toBe(
      'Two fixes took 6.00 TiB away; it has not come back',
    );
    expect(
      historyFinding({ days: days([4, 4], [4, 4], [0, 2], [0, 2]), marks: ['2026-11-01', '2026-11-02'], names }),
    ).toBe('Two fixes took 6.00 TiB away; it has not come back');
  });

  test('less that can be read is no fall', () => {
    const blinder = (from: number, list: ReturnType<typeof days>) =>
      list.map((day, index) => ({ ...day, unreadable: { x: index < from ? 1 : 2 } }));
    const marks = ['2026-11-02'];
    expect(historyFinding({ days: blinder(2, days([4, 4], [4, 4], [0, 4], [0, 4])), marks: [], names })).toBe(
      'Less of it can be read than at the beginning',
    );
    expect(historyFinding({ days: blinder(2, days([4, 4], [4, 4], [0, 4], [0, 4])), marks, names })).toBe(
      'Less of it can be read than at the beginning',
    );
    expect(historyFinding({ days: blinder(3, days([4, 4], [4, 4], [0, 4], [0, 0])), marks, names })).toBe(
      'One fix took 4.00 TiB away; since then less of it can be read',
    );
    // What can be read grows all the same.
    expect(historyFinding({ days: blinder(3, days([4, 4], [4, 4], [0, 4], [3, 4])), marks, names })).toBe(
      'One fix took 4.00 TiB away; analytics is filling it again',
    );
  });

  test('more that can be read is no growth', () => {
    const seeing = (from: number, list: ReturnType<typeof days>) =>
      list.map((day, index) => ({ ...day, unreadable: { x: index < from ? 2 : 1 } }));
    expect(historyFinding({ days: seeing(2, days([0, 4], [0, 4], [4, 4], [4, 4])), marks: [], names })).toBe(
      'More of it can be read than at the beginning',
    );
    const marks = ['2026-11-02'];
    expect(historyFinding({ days: seeing(3, days([0, 8], [0, 8], [0, 4], [4, 4])), marks, names })).toBe(
      'One fix took 4.00 TiB away; since then more of it can be read',
    );
  });

  test('ends of which not the same can be read are neither growth nor fall, whatever the sum does', () => {
    const ends = (first: UnreadCounts, last: UnreadCounts, [from, to]: [number, number]) => {
      const [begin, end] = days([from, 0], [to, 0]);
      return begin && end
        ? [
            { ...begin, unreadable: first },
            { ...end, unreadable: last },
          ]
        : [];
    };
    const title = (list: ReturnType<typeof ends>) => historyFinding({ days: list, marks: [], names });
    for (const bytes of [
      [2, 8],
      [8, 2],
    ] as [number, number][]) {
      expect(title(ends({}, { m: 20 }, bytes))).toBe('Less of it can be read than at the beginning');
      expect(title(ends({ m: 1 }, {}, bytes))).toBe('More of it can be read than at the beginning');
      // As many, and others.
      expect(title(ends({ m: 1 }, { k: 1 }, bytes))).toBe('Not the same of it can be read as at the beginning');
      expect(title(ends({ m: 1 }, { m: 1 }, bytes))).toMatch(/^It (grew|fell) by 6.00 TiB in 2 days/);
    }
    expect(title(ends({}, { m: 20 }, [4, 4]))).toBe('What can be read has stayed at about 4.00 TiB for 2 days');
  });

  test('a day that is not known is no day of 0 B', () => {
    const dark = (index: number, list: ReturnType<typeof days>) =>
      list.map((day, at) =>
        at === index ? { ...day, bytes: null, parts: { a: null, d: null }, unreadable: { x: 9 } } : day,
      );
    const title = (list: ReturnType<typeof dark>, marks: string[] = []) => historyFinding({ days: list, marks, names });
    const falling = days([4, 4], [4, 4], [4, 2]);
    expect(title(dark(1, falling), ['2026-11-01'])).toBe('One fix took 2.00 TiB away; it has not come back');
    expect(title(dark(2, falling))).toBe('How much it is now is not known');
    expect(title(dark(0, falling.slice(0, 2)))).toBe('The history begins here');
    expect(title(dark(1, days([4, 4], [4, 4], [4, 8])))).toBe(
      'It grew by 4.00 TiB in 3 days, most of it in data-platform',
    );
  });

  test('where something could not be read, nothing found is not nothing hidden', () => {
    const some = days([0, 0], [0, 0]);
    expect(historyFinding({ days: some, marks: [], names })).toBe('Nothing hidden in 2 days');
    expect(historyFinding({ days: some.map((day) => ({ ...day, unreadable: { x: 1 } })), marks: [], names })).toBe(
      'Nothing hidden in what could be read in 2 days',
    );
  });

  test('says when it did not come back, and when nothing is left', () => {
    expect(historyFinding({ days: days([4, 4], [4, 4], [0, 4], [0, 4]), marks: ['2026-11-02'], names })).toBe(
      'One fix took 4.00 TiB away; it has not come back',
    );
    expect(historyFinding({ days: days([4, 0], [4, 0], [0, 0]), marks: ['2026-11-02'], names })).toBe(
      'One fix took 4.00 TiB away; nothing is left',
    );
  });

  test('blames nobody for a growth that is spread', () => {
    const history = days([2, 2, 2], [0, 0, 0.5], [1, 1, 2]);
    expect(historyFinding({ days: history, marks: ['2026-11-01'], names })).toBe(
      'One fix took 5.50 TiB away; it is filling again',
    );
  });

  test('does not claim a fix without an effect', () => {
    expect(historyFinding({ days: days([1, 1], [1, 1.5], [1, 3]), marks: ['2026-11-02'], names })).toBe(
      'It grew by 2.00 TiB in 3 days, most of it in data-platform',
    );
  });

  test('states fall, standstill, emptiness and beginning', () => {
    expect(historyFinding({ days: days([4, 4], [2, 4]), marks: [], names })).toBe('It fell by 2.00 TiB in 2 days');
    expect(historyFinding({ days: days([4, 4], [4, 4.1]), marks: [], names })).toBe(
      'It has stayed at about 8.10 TiB for 2 days',
    );
    expect(historyFinding({ days: days([0, 0], [0, 0]), marks: [], names })).toBe('Nothing hidden in 2 days');
    expect(historyFinding({ days: days([1, 0]), marks: [], names })).toBe('The history begins here');
  });
});
