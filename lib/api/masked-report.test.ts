import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mailHtml } from '#lib/report/delivery/mail-html.ts';
import { messageOf, textOf } from '#lib/report/delivery/message.ts';
import { type Mask, maskReport, noMask } from '#lib/report/mask.ts';
import { drawPicture } from '#lib/report/picture/draw.ts';
import { textsIn } from '#lib/report/picture/element.ts';
import { pictureFonts } from '#lib/report/picture/fonts.ts';
import { picture, sizes } from '#lib/report/picture/picture.ts';
import type { Report } from '#lib/report/report.ts';
import { sampleReport, tellingReport } from '#lib/report/sample.test-support.ts';
import { sharedPage } from '#lib/report/shared-page.ts';
import { csvLines } from './csv.ts';
import { reportColumns, reportRows } from './report-columns.ts';

const secret = 'a secret of at least thirty-two characters';
const way = fc.constantFrom('alias', 'hidden') as fc.Arbitrary<'alias' | 'hidden'>;
const id = fc.integer({ min: 100_000_000_000, max: 999_999_999_999 }).map(String);
// Words that no label, no region and no other name has within it.
const accountName = fc.stringMatching(/^q[bcdfg]{4,9}$/);
const buckets = fc.uniqueArray(fc.stringMatching(/^z[hjkvw]{4,30}$/), { minLength: 3, maxLength: 3 });

/** Whatever form a report leaves in, by name. */
function formsOf(report: Report): Record<string, string> {
  const png = {
    name: 'week.png',
    png: Buffer.alloc(0),
    width: 1200,
    height: 630,
    size: 'wide',
    theme: 'light',
  } as const;
  const message = messageOf({ report, deliveryId: 'd', test: false, picture: png, link: null });
  const drawn = sizes.map((size) => picture(report, { theme: 'light', size, scale: 1 }, pictureFonts()));
  return {
    JSON: JSON.stringify(report),
    CSV: csvLines([[...reportColumns], ...reportRows(report)]),
    page: sharedPage(report, { origin: 'https://straybytes.example.com', token: 'T'.repeat(43) }),
    mail: mailHtml(message),
    text: textOf(message),
    summary: JSON.stringify(message.summary),
    picture: drawn.flatMap(textsIn).join('\n'),
  };
}

/** The forms in which a report says one of some words. */
function telling(report: Report, words: readonly string[]): string[] {
  return Object.entries(formsOf(report)).flatMap(([form, said]) =>
    words.some((word) => said.toLowerCase().includes(word.toLowerCase())) ? [form] : [],
  );
}

function masked(report: Report, mask: Partial<Mask>): Report {
  return maskReport(report, { ...noMask, ...mask }, secret);
}

it('tells names in every form where nothing is masked', () => {
  const report = tellingReport({ accountId: '111122223333', accountName: 'qbcdfg' }, ['zhhhhh', 'zjjjjj', 'zkkkkk']);
  expect(telling(report, ['zhhhhh'])).toEqual(Object.keys(formsOf(report)));
  expect(telling(report, ['qbcdfg'])).toEqual(Object.keys(formsOf(report)));
});

it('tells no account that is masked, in no form', () => {
  fc.assert(
    fc.property(id, accountName, buckets, way, (accountId, name, names, how) => {
      const [first = '', second = '', third = ''] = names;
      const report = tellingReport({ accountId, accountName: name }, [
        `${first}-${accountId}`,
        `${name}-${second}`,
        third,
      ]);
      expect(telling(masked(report, { accounts: how }), [accountId, name])).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it('tells no bucket that is masked, in no form', () => {
  fc.assert(
    fc.property(id, accountName, buckets, way, (accountId, name, names, how) => {
      expect(telling(masked(tellingReport({ accountId, accountName: name }, names), { buckets: how }), names)).toEqual(
        [],
      );
    }),
    { numRuns: 40 },
  );
});

/** Seven digits before the point: no count, share, date or size of a picture has as many. */
const amount = fc.integer({ min: 100_000_000, max: 999_999_999 }).map((cents) => cents / 100);

it('tells no amount that is masked, in no form', () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 9, maxLength: 9 }), way, (amounts, how) => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = amounts;
      const plain = tellingReport({ accountId: '111122223333', accountName: 'analytics' }, ['one', 'two', 'three']);
      const report = {
        ...plain,
        waste: plain.waste && { ...plain.waste, monthlyUsd: a, changeUsd: b, bytes: Math.round(a * 1e6) },
        recovered: {
          week: { bookedUsd: c, expectedUsd: d },
          sinceStart: { ...plain.recovered.sinceStart, bookedUsd: e, expectedUsd: f },
        },
        mostWasteful: plain.mostWasteful.map((bucket) => ({ ...bucket, monthlyUsd: g, bytes: Math.round(g * 1e6) })),
        otherBuckets: { buckets: 4, monthlyUsd: h },
        spend: plain.spend && { ...plain.spend, amount: i.toFixed(2), former: (i + 1).toFixed(2) },
      };
      const words = amounts.flatMap((usd) => [String(Math.floor(usd)), Math.floor(usd).toLocaleString('en-US')]);
      const hidden = masked(report, { amounts: how });
      expect(
        telling(hidden, [...words, String(Math.round(a * 1e6)), '$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9']),
      ).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it('a masked picture has no text beside its pixels', async () => {
  const report = masked(sampleReport(), { accounts: 'alias', buckets: 'alias', amounts: 'alias' });
  const png = Buffer.from(await drawPicture(report, { theme: 'light', size: 'wide', scale: 1 }).png()).toString(
    'latin1',
  );
  for (const text of ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'athena-results', 'analytics', '111122223333'])
    expect(png).not.toContain(text);
});
