import { describe, expect, it } from 'vitest';
import { maskReport, noMask } from './mask.ts';
import type { Report } from './report.ts';
import { summaryOf } from './report-summary.ts';
import {
  guardrailsText,
  headline,
  historyFinding,
  nextStep,
  plainText,
  saysChange,
  sinceLastWeek,
  unseenText,
  weekBillText,
} from './report-words.ts';
import { sampleBucket, sampleReport, tellingReport } from './sample.test-support.ts';

const said = (changes: Partial<Report>) => plainText(headline(sampleReport(changes)));
const waste = {
  monthlyUsd: 412.31,
  changeUsd: 38.2,
  changePercent: 10.2,
  bytes: 1,
  uploads: 1,
  buckets: 61,
  atLeast: false,
};
const nothingBack = { ...sampleReport().recovered, week: { bookedUsd: 0, expectedUsd: 0 } };
const secret = 'x'.repeat(32);

it('a bill that AWS had not called final is told as an estimate, and one that is hidden not at all', () => {
  const spend = { currency: 'USD', amount: '11210.12', former: null, changePercent: null, estimated: true };
  expect(weekBillText(sampleReport({ spend }))).toBe('$11,210, estimated');
  expect(weekBillText(sampleReport({ spend: { ...spend, estimated: false } }))).toBe('$11,210');
  expect(weekBillText(sampleReport({ spend: { ...spend, amount: null } }))).toBeNull();
  const { facts } = summaryOf(sampleReport({ spend }));
  expect(facts.find(({ label }) => label === 'AWS bill of the week')?.value).toBe('$11,210, estimated');
});

describe('headline', () => {
  it.each<[string, Partial<Report>]>([
    ['At least $412 a month for bytes nobody can see. $96 recovered this week.', {}],
    ['$412 a month for bytes nobody can see. $38 more than a week ago.', { waste, recovered: nothingBack }],
    [
      '$412 a month for bytes nobody can see. $38 less than a week ago.',
      { waste: { ...waste, changeUsd: -38.2 }, recovered: nothingBack },
    ],
    [
      '$412 a month for bytes nobody can see. As much as a week ago.',
      { waste: { ...waste, changeUsd: 0 }, recovered: nothingBack },
    ],
    [
      '$412 a month for bytes nobody can see. This is the first week.',
      { waste: { ...waste, changeUsd: null, changePercent: null }, recovered: nothingBack },
    ],
    [
      '$412 a month for bytes nobody can see. Not to be compared with last week: more could be read then.',
      { waste: { ...waste, changeUsd: null, changePercent: null, lessRead: true }, recovered: nothingBack },
    ],
    [
      '$412 a month for bytes nobody can see. Not to be compared with last week: less could be read then.',
      { waste: { ...waste, changeUsd: null, changePercent: null, moreRead: true }, recovered: nothingBack },
    ],
    [
      '$7.42 a month for bytes nobody can see. $3.10 recovered this week.',
      {
        waste: { ...waste, monthlyUsd: 7.42 },
        recovered: { ...nothingBack, week: { bookedUsd: 3.1, expectedUsd: 0 } },
      },
    ],
    [
      '$1,234,568 a month for bytes nobody can see. $96 recovered this week.',
      { waste: { ...waste, monthlyUsd: 1_234_567.8 } },
    ],
    ['Not one hidden byte is left. $96.27 recovered this week.', { waste: { ...waste, monthlyUsd: 0 } }],
    [
      'Nothing hidden in all that could be read.',
      { waste: { ...waste, monthlyUsd: 0, atLeast: true }, recovered: nothingBack },
    ],
    ['Nobody looked in week 47. It was $412 a month on 12 Nov.', { waste, readAt: '2026-11-12T18:00:00.000Z' }],
    ['Nothing had been read yet at the end of week 47.', { waste: null, readAt: null }],
  ])('%s', (text, changes) => {
    expect(said(changes)).toBe(text);
  });

  it('has no amount where amounts are masked', () => {
    const hidden = maskReport(sampleReport(), { ...noMask, amounts: 'hidden' }, secret);
    expect(plainText(headline(hidden))).toBe('At least 61 buckets hold bytes nobody can see.');
    const shares = maskReport(sampleReport(), { ...noMask, amounts: 'alias' }, secret);
    expect(plainText(headline(shares))).toBe(
      'At least 61 buckets hold bytes nobody can see. 10\u00a0% more than a week ago.',
    );
  });

  it('counts fixes where amounts are masked: of what is left more than all may be recovered', () => {
    const names = ['athena-results', 'warehouse-unload', 'logs'];
    const { fixes } = tellingReport({ accountId: '111122223333', accountName: 'prod' }, names);
    const recovered = { ...nothingBack, week: { bookedUsd: 766.9, expectedUsd: 0 } };
    for (const amounts of ['alias', 'hidden'] as const) {
      const report = maskReport(sampleReport({ recovered, fixes }), { ...noMask, amounts }, secret);
      expect(plainText(headline(report))).toBe(
        'At least 61 buckets hold bytes nobody can see. 1 fix proved this week.',
      );
      expect(saysChange(report)).toBe(false);
    }
    expect(said({ recovered, fixes })).toMatch(/\$767 recovered this week\.$/);
  });
});

describe('amounts that are masked', () => {
  const zero = { ...waste, monthlyUsd: 0, changeUsd: 0, changePercent: null, bytes: 0, uploads: 0, buckets: 0 };
  const said = (of: Report['waste'], amounts: 'alias' | 'hidden') => {
    const report = maskReport(sampleReport({ waste: of, recovered: nothingBack }), { ...noMask, amounts }, secret);
    return [plainText(headline(report)), sinceLastWeek(report)];
  };

  it('do not make of nothing the first week, or a bucket', () => {
    for (const amounts of ['alias', 'hidden'] as const)
      expect(said(zero, amounts)).toEqual(['Not one hidden byte is left.', '']);
    expect(said({ ...zero, atLeast: true }, 'alias')[0]).toBe('Nothing hidden in all that could be read.');
  });

  it('tell what came from nothing, what went to nothing, and the first week', () => {
    const from = { ...waste, monthlyUsd: 50, changeUsd: 50, changePercent: null };
    expect(said(from, 'alias')).toEqual([
      '61 buckets hold bytes nobody can see. There was none a week ago.',
      'There was none a week ago.',
    ]);
    expect(said({ ...zero, changeUsd: -50, changePercent: -100 }, 'alias')[1]).toBe('100\u00a0% less than a week ago.');
    expect(said({ ...waste, changeUsd: null, changePercent: null }, 'alias')[1]).toBe('This is the first week.');
    expect(said({ ...waste, changeUsd: 0, changePercent: 0 }, 'alias')[1]).toBe('As much as a week ago.');
    expect(said(waste, 'alias')[1]).toBe('10\u00a0% more than a week ago.');
  });

  it('say what they are per cent of, and never break before the sign', () => {
    const { budget } = tellingReport({ accountId: '111122223333', accountName: 'prod' }, []);
    const report = maskReport(sampleReport({ budget }), { ...noMask, amounts: 'alias' }, secret);
    const { facts } = summaryOf(report);
    expect(facts[0]).toEqual({ label: 'Amounts', value: 'in per cent of the waste a month that could be read' });
    expect(facts.at(-1)?.value).toMatch(/^79\u00a0%/);
    expect(JSON.stringify(summaryOf(report))).not.toMatch(/\d %|Waste a month/);
  });
});

it('less than a cent is not nothing', () => {
  const tiny = { ...waste, monthlyUsd: 0.003, changeUsd: 0.003, atLeast: true };
  const report = sampleReport({ waste: tiny, recovered: nothingBack });
  expect(plainText(headline(report))).toBe('Under $0.01 a month for bytes nobody can see. As much as a week ago.');
  expect(summaryOf(report).facts[0]).toEqual({ label: 'Waste a month', value: '<$0.01' });
});

describe('nextStep', () => {
  const next = (changes: Partial<Report>) => nextStep(sampleReport(changes));
  const isProtected = [sampleBucket({ coverage: 'full' })];
  const coverage = { buckets: 142, protected: 142, partly: 0, unprotected: 0, unknown: 0 };
  const unseen = { buckets: 0, accounts: [], items: [] };

  it('begins with what came back', () => {
    const { accountId, accountName, bucket, region, likelyCause } = sampleBucket();
    const returned = [
      {
        accountId,
        accountName,
        bucket,
        region,
        likelyCause,
        provedAt: '2026-10-01T00:00:00.000Z',
        monthlyUsd: 9,
        bytes: 9,
      },
    ];
    const said = (likely: typeof likelyCause) =>
      next({ fixes: { applied: [], proved: [], returned: returned.map((one) => ({ ...one, likelyCause: likely })) } });
    expect(said(likelyCause)).toBe(
      'Stop what leaves waste in athena-results in analytics, likely Athena, cancelled queries: it came back after its fix was proved.',
    );
    expect(said(null)).toBe(
      'Find who leaves waste in athena-results in analytics, and stop it: it came back after its fix was proved.',
    );
  });

  it('goes on to the dearest bucket without a rule, to what is not read, to what is open, to nothing', () => {
    expect(next({})).toMatch(
      /^Fix athena-results-apne2 in analytics, \$174 a month: no rule clears it, likely left by Athena/,
    );
    expect(next({ mostWasteful: isProtected })).toBe('Let Straybytes read 3 buckets: what they hold is in no sum.');
    expect(next({ mostWasteful: isProtected, unseen })).toBe(
      'Protect 51 buckets without a whole-bucket rule before they fill.',
    );
    expect(next({ mostWasteful: isProtected, unseen, coverage })).toMatch(/^Nothing: every bucket is protected/);
  });

  it('asks for a look where nobody looked', () => {
    expect(next({ readAt: '2026-11-12T18:00:00.000Z' })).toBe('Look again: nothing was read since 12 Nov.');
    expect(next({ readAt: null, waste: null })).toMatch(/^Connect an account/);
  });
});

it('historyFinding says what the chart shows', () => {
  expect(historyFinding(sampleReport())).toBe('2 fixes in 13 weeks: $135 a month more than 13 weeks ago');
  const { days, series } = sampleReport().history;
  const history = (shown: typeof days) => historyFinding(sampleReport({ history: { days: shown, series, marks: [] } }));
  expect(history(days.toReversed())).toBe('$135 a month less than 13 weeks ago');
  expect(history(days.slice(0, 3))).toBe('The history begins here');
  const empty = days.map(({ day }) => ({ day, parts: [0, 0] }));
  expect(history(empty)).toBe('Nothing hidden in all that could be read in 13 weeks');
  expect(historyFinding(sampleReport({ waste, history: { days: empty, series, marks: [] } }))).toBe(
    'Nothing hidden in 13 weeks',
  );
  const lessRead = (shown: typeof days, marks: { day: string; bucket: string }[] = []) =>
    historyFinding(sampleReport({ history: { days: shown, series, marks, lessRead: true } }));
  expect(lessRead(days.toReversed())).toBe('Less of it can be read than 13 weeks ago');
  expect(lessRead(days.toReversed(), [{ day: '2026-10-25', bucket: 'b' }])).toBe(
    '1 fix in 13 weeks: less of it can be read than 13 weeks ago',
  );
  expect(lessRead(days)).toBe('$135 a month more than 13 weeks ago');
  const moreRead = (shown: typeof days) =>
    historyFinding(sampleReport({ history: { days: shown, series, marks: [], moreRead: true } }));
  expect(moreRead(days)).toBe('More of it can be read than 13 weeks ago');
  expect(moreRead(days.toReversed())).toBe('$135 a month less than 13 weeks ago');
  expect(history(days.map(({ day }) => ({ day, parts: [5, 5] })))).toBe('About as much as 13 weeks ago');
  for (const amounts of ['alias', 'hidden'] as const) {
    const masked = (of: Report) => historyFinding(maskReport(of, { ...noMask, amounts }, secret));
    expect(masked(sampleReport())).toBe('2 fixes in 13 weeks: waste is higher than 13 weeks ago');
    const falling = { days: days.toReversed(), series, marks: [] };
    expect(masked(sampleReport({ history: falling }))).toBe('Waste is lower than 13 weeks ago');
  }
});

it('sinceLastWeek tells of a masked report no more than is shown', () => {
  const of = (amounts: 'alias' | 'hidden', lessRead = false) =>
    sinceLastWeek(
      maskReport(
        sampleReport({ waste: { ...waste, lessRead, ...(lessRead && { changeUsd: null, changePercent: null }) } }),
        { ...noMask, amounts },
        secret,
      ),
    );
  expect(of('alias')).toBe('10\u00a0% more than a week ago.');
  expect(of('hidden')).toBe('');
  expect(of('alias', true)).toBe('Not to be compared with last week: more could be read then.');
});

it('unseenText counts buckets and accounts', () => {
  const account = { accountId: '1', accountName: 'a' };
  expect(unseenText(sampleReport({ unseen: { buckets: 1, accounts: [account], items: [] } }))).toBe(
    '1 bucket and 1 account',
  );
  expect(unseenText(sampleReport({ unseen: { buckets: 0, accounts: [], items: [] } }))).toBeNull();
});

describe('guardrails', () => {
  const one = {
    accountId: '1',
    accountName: 'analytics',
    check: 'root-with-access-keys',
    title: 'The root user has keys',
  };
  const whole = { opened: [], closed: [], failing: 2, blind: 0, compared: 8, unknown: 0 };

  it.each<[string, Report['guardrails']]>([
    ['not known at the end of the week', null],
    ['none opened or closed', whole],
    ['1 opened', { ...whole, opened: [one] }],
    ['1 opened, 2 closed, 3 not known', { ...whole, opened: [one], closed: [one, one], unknown: 3 }],
    ['2 failing, what changed is not known', { ...whole, compared: 0, unknown: 8 }],
  ])('%s', (text, guardrails) => {
    expect(guardrailsText(sampleReport({ guardrails }))).toBe(text);
  });

  it('that opened is what to do when nothing else is', () => {
    const report = sampleReport({
      mostWasteful: [],
      unseen: { buckets: 0, accounts: [], items: [] },
      guardrails: { ...whole, opened: [one] },
    });
    expect(nextStep(report)).toBe('Close the guardrail that opened in analytics: the root user has keys.');
  });
});
