import { expect, test } from 'vitest';
import { FIXES_SHOWN, fixLines } from './fix-lines.ts';

const place = (name: string) => ({
  accountId: '111122223333',
  accountName: 'media',
  region: 'eu-west-1',
  bucket: name,
});
const at = '2026-11-18T08:00:00.000Z';
const nothing = { applied: [], proved: [], returned: [] };

test('a fix that was applied and proved in the same week is one line, with what was measured', () => {
  const { lines, more } = fixLines({
    ...nothing,
    applied: [{ ...place('logs'), at, expectedUsd: 9 }],
    proved: [{ ...place('logs'), at, bookedUsd: 8 }],
  });
  expect(lines).toMatchObject([{ kind: 'proved', bucket: 'logs', usd: 8 }]);
  expect(more).toBe(0);
});

test('a fix that was applied after another was proved on the same bucket is a line of its own', () => {
  const { lines } = fixLines({
    ...nothing,
    applied: [{ ...place('logs'), at: '2026-11-20T08:00:00.000Z', expectedUsd: 3 }],
    proved: [{ ...place('logs'), at, bookedUsd: 8 }],
  });
  expect(lines.map(({ kind, usd }) => [kind, usd])).toEqual([
    ['proved', 8],
    ['applied', 3],
  ]);
});

test('of many the most expensive are named, and the others are counted', () => {
  const applied = Array.from({ length: 70 }, (_, nth) => ({ ...place(`b${nth}`), at, expectedUsd: nth }));
  const { lines, more } = fixLines({ ...nothing, applied });
  expect(lines.map(({ usd }) => usd)).toEqual([69, 68, 67, 66, 65, 64]);
  expect(more).toBe(70 - FIXES_SHOWN);
});

test('what came back stands first, however little it is', () => {
  const back = {
    ...place('again'),
    provedAt: at,
    monthlyUsd: 3,
    cameBackUsd: 2,
    bytes: 1,
    likelyCause: null,
  };
  const { lines } = fixLines({
    returned: [back],
    proved: [],
    applied: [
      { ...place('empty'), at, expectedUsd: 0, nothingToClear: true },
      { ...place('logs'), at, expectedUsd: 9 },
    ],
  });
  expect(lines.map(({ kind, bucket, usd }) => [kind, bucket, usd])).toEqual([
    ['returned', 'again', 2],
    ['applied', 'logs', 9],
    ['applied', 'empty', null],
  ]);
});
