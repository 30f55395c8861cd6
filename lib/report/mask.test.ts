import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAlerts } from './alerts/mask-alert.ts';
import { maskReport, maskText, noMask, parseMask } from './mask.ts';
import { textsIn } from './picture/element.ts';
import { picture, sizes } from './picture/picture.ts';
import { reportSchema } from './report.ts';
import { headline, historyFinding, nextStep, plainText } from './report-words.ts';
import { sampleBucket, sampleReport, tellingReport } from './sample.test-support.ts';

const secret = 'a secret of at least thirty-two characters';
const drawable = (text: string) => text;
const way = fc.constantFrom('alias', 'hidden') as fc.Arbitrary<'alias' | 'hidden'>;
const id = fc.integer({ min: 100_000_000_000, max: 999_999_999_999 }).map(String);
// Words that no label, no region and no other name has within it.
const accountName = fc.stringMatching(/^q[bcdfg]{4,9}$/);
const bucketName = fc.stringMatching(/^z[hjkvw]{4,30}$/);

/** Everything that a report puts before somebody: JSON, sentences, pictures of each size. */
function saidBy(report: ReturnType<typeof sampleReport>): string {
  const pictures = sizes.flatMap((size) => textsIn(picture(report, { theme: 'light', size, scale: 1 }, { drawable })));
  return [
    JSON.stringify(report),
    plainText(headline(report)),
    nextStep(report),
    historyFinding(report),
    ...pictures,
  ].join('\n');
}

describe('maskReport', () => {
  it('leaves no account behind, even in the name of a bucket', () => {
    fc.assert(
      fc.property(
        id,
        accountName,
        fc.array(bucketName, { minLength: 3, maxLength: 3 }),
        way,
        (accountId, name, names, how) => {
          const telling = names.map((bucket, index) => (index === 0 ? `${bucket}-${accountId}` : `${name}-${bucket}`));
          const report = tellingReport({ accountId, accountName: name }, telling);
          const said = saidBy(maskReport(report, { ...noMask, accounts: how }, secret));
          expect(said).not.toContain(accountId);
          expect(said.toLowerCase()).not.toContain(name);
        },
      ),
    );
  });

  it('leaves no name of an account behind that only a bucket of another one tells', () => {
    fc.assert(
      fc.property(accountName, bucketName, way, fc.constantFrom('-', '_', '.', ''), (name, bucket, how, joint) => {
        const absent = `${name} ${name}`;
        const told = `${name}${joint}${name}`;
        const names = [`${told}-${bucket}`, `${bucket}.${told}`, `${bucket}${told.toUpperCase()}`];
        const report = tellingReport({ accountId: '111122223333', accountName: 'analytics' }, names);
        const said = saidBy(maskReport(report, { ...noMask, accounts: how }, secret, ['444455556666', absent]));
        expect(said.toLowerCase()).not.toContain(name);
      }),
    );
  });

  it('leaves no bucket behind', () => {
    fc.assert(
      fc.property(
        id,
        accountName,
        fc.uniqueArray(bucketName, { minLength: 3, maxLength: 3 }),
        way,
        (accountId, name, names, how) => {
          const said = saidBy(
            maskReport(tellingReport({ accountId, accountName: name }, names), { ...noMask, buckets: how }, secret),
          );
          for (const bucket of names) expect(said).not.toContain(bucket);
        },
      ),
    );
  });

  it.each(['alias', 'hidden'] as const)('leaves no amount behind (%s)', (how) => {
    const report = tellingReport({ accountId: '111122223333', accountName: 'analytics' }, ['one', 'two', 'three']);
    const said = saidBy(maskReport(report, { ...noMask, amounts: how }, secret));
    for (const amount of [
      '412',
      '299',
      '113',
      '96.27',
      '12.34',
      '1102',
      '1,102',
      '182',
      '7.77',
      '61000',
      '48210',
      '63900',
      '11210',
      '10400',
      '19129341234567',
      '123456789012345',
    ])
      expect(said).not.toContain(amount);
    expect(said).not.toMatch(/\$\d/);
  });

  it('tells by hidden amounts the shape of the whole history, and of no bucket', () => {
    const { history } = maskReport(sampleReport(), { ...noMask, amounts: 'hidden' }, secret);
    expect(history.series).toEqual([]);
    expect(history.days.map(({ parts }) => parts.length)).toEqual(Array(91).fill(1));
    expect(history.days.at(-1)?.parts).toEqual([100]);
    const shares = maskReport(sampleReport(), { ...noMask, amounts: 'alias' }, secret).history;
    expect([shares.series.length, shares.days[0]?.parts.length]).toEqual([3, 4]);
  });

  it('is still a report', () => {
    const report = tellingReport({ accountId: '111122223333', accountName: 'analytics' }, ['one', 'two', 'three']);
    fc.assert(
      fc.property(fc.record({ accounts: way, buckets: way, amounts: way }), (mask) => {
        const masked = maskReport(report, mask, secret);
        expect(reportSchema.parse(masked)).toEqual(masked);
        expect(masked.masked).toEqual(mask);
      }),
    );
  });

  it('gives the same alias to the same bucket in every report, and another with another secret', () => {
    const alias = (report: ReturnType<typeof sampleReport>, key: string) =>
      maskReport(report, { ...noMask, buckets: 'alias' }, key).mostWasteful.map(({ bucket }) => bucket);
    const later = sampleReport({ week: '2026-W48', mostWasteful: sampleReport().mostWasteful.toReversed() });
    expect(alias(later, secret).toReversed()).toEqual(alias(sampleReport(), secret));
    expect(alias(sampleReport(), secret)[0]).toMatch(/^bucket-[0-9a-z]{6}$/);
    expect(alias(sampleReport(), secret)).not.toEqual(alias(sampleReport(), `${secret}!`));
    expect(new Set(alias(sampleReport(), secret)).size).toBe(3);
  });

  const places = fc.uniqueArray(fc.record({ accountId: id, accountName, bucket: bucketName }), {
    minLength: 3,
    maxLength: 3,
    selector: ({ accountId, bucket }) => `${accountId}/${bucket}`,
  });
  const both = { ...noMask, accounts: 'alias', buckets: 'alias' } as const;
  /** As they are named in the list, in the history, and in an alert. */
  function aliasesOf(
    at: { accountId: string; accountName: string; bucket: string }[],
    mask = both,
    known: string[] = [],
  ) {
    const history = {
      ...sampleReport().history,
      series: at,
      marks: at.map((place) => ({ ...place, day: '2026-11-01' })),
    };
    const report = maskReport(sampleReport({ mostWasteful: at.map(sampleBucket), history }), mask, secret, known);
    const found = at.map(
      (place) => ({ ...place, kind: 'returned', monthlyUsd: 1, provedAt: '', likelyCause: null }) as const,
    );
    const alerts = maskAlerts(
      found.map((own) => ({ key: '', found: own })),
      mask,
      secret,
      known,
    );
    return {
      listed: report.mostWasteful.map(({ bucket }) => bucket),
      drawn: report.history.series.map(({ bucket }) => bucket),
      marked: report.history.marks.map(({ bucket }) => bucket),
      told: alerts.map(({ found: own }) => 'bucket' in own && own.bucket),
    };
  }

  it('gives distinct buckets distinct aliases, wherever they are named', () => {
    fc.assert(
      fc.property(places, fc.constantFrom('', '-', '.'), ([first, ...others], joint) => {
        const named = [first, ...others].flatMap((place) =>
          place ? [place, { ...place, bucket: `${place.accountId}${joint}logs` }] : [],
        );
        const { listed, drawn, marked, told } = aliasesOf(named);
        expect(new Set(listed).size).toBe(named.length);
        expect([drawn, marked, told]).toEqual([listed, listed, listed]);
      }),
      // Of so many names some would meet by chance, once in a long while.
      { seed: 6 },
    );
  });

  it('makes an alias of the account id and the name of a bucket alone', () => {
    fc.assert(
      fc.property(places, accountName, fc.constantFrom('alias', 'hidden', 'no'), (at, renamed, accounts) => {
        const before = aliasesOf(at.map((place) => ({ ...place, bucket: `${renamed}-${place.bucket}` })));
        const after = aliasesOf(
          at.map((place) => ({ ...place, accountName: renamed, bucket: `${renamed}-${place.bucket}` })),
          { ...both, accounts } as typeof both,
          [renamed, 'bucket'],
        );
        expect(after).toEqual(before);
      }),
    );
  });

  it('turns amounts into per cent of the waste at the end', () => {
    const masked = maskReport(sampleReport(), { ...noMask, amounts: 'alias' }, secret);
    expect(masked.waste?.monthlyUsd).toBe(100);
    expect(masked.mostWasteful.map(({ monthlyUsd }) => monthlyUsd)).toEqual([42.3, 18.4, 12.8]);
  });

  it('hides nothing without a mask', () => {
    expect(maskReport(sampleReport(), noMask, '')).toEqual(sampleReport());
  });
});

describe('parseMask', () => {
  it.each([
    ['', noMask],
    ['accounts', { ...noMask, accounts: 'alias' }],
    ['buckets:hide,amounts', { accounts: 'no', buckets: 'hidden', amounts: 'alias' }],
    ['accounts:alias,buckets,amounts:hide', { accounts: 'alias', buckets: 'alias', amounts: 'hidden' }],
  ])('reads %j', (text, mask) => {
    expect(parseMask(text)).toEqual(mask);
  });

  it.each(['everything', 'accounts,accounts', 'accounts:show', ',', 'accounts,', ' accounts', 'toString'])(
    'refuses %j',
    (text) => {
      expect(parseMask(text)).toBeNull();
    },
  );

  it('reads what maskText writes', () => {
    const any = fc.constantFrom('no', 'alias', 'hidden') as fc.Arbitrary<'no' | 'alias' | 'hidden'>;
    fc.assert(
      fc.property(fc.record({ accounts: any, buckets: any, amounts: any }), (mask) => {
        expect(parseMask(maskText(mask))).toEqual(mask);
      }),
    );
  });
});
