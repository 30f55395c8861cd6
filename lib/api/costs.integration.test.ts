import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { S3_SERVICE } from '#lib/spend/cost-row.ts';
import { focusColumns } from '#lib/spend/focus.ts';
import { cost, MEMBER, PAYER, at as readAt, storeDays } from '#lib/store/costs.test-support.ts';
import { database } from '#lib/store/database.ts';
import { ok, refused } from './api.test-support.ts';
import { getCosts, getCostsCsv } from './costs.ts';
import { costsSchema } from './costs-output.ts';
import { getFocusCsv } from './focus.ts';

let db: Awaited<ReturnType<typeof testDatabase>>;
const days = { from: '2026-11-01', to: '2026-11-04', estimatedFrom: '2026-11-03' };
const strange = '=HYPERLINK("x"), "quoted"';

beforeAll(async () => {
  db = await testDatabase();
  await storeDays(days, [
    cost('2026-11-01', PAYER, S3_SERVICE, { unblended: '412.0912345', netAmortized: '400' }),
    cost('2026-11-01', MEMBER, 'AWS Glue', { unblended: '0.0000000001' }),
    cost('2026-11-01', MEMBER, strange),
    cost('2026-11-03', PAYER, S3_SERVICE, { unblended: '-3.10', recordType: 'credit' }),
  ]);
  await storeDays(days, [cost('2026-11-01', PAYER, 'EUC1-TimedStorage-ByteHrs')], { cut: 'usageType' });
});
afterAll(() => db.drop());

const ask = (query: string) => new Request(`http://localhost:3000/api/v1/costs?${query}`);
const costs = (query: string) => ok(getCosts(ask(query)), costsSchema);
const lines = async (answer: Promise<Response>) => {
  const response = await answer;
  expect(response.headers.get('content-type')).toContain('text/csv');
  return (await response.text()).trimEnd().split('\n');
};

describe('GET /api/v1/costs', () => {
  test('answers by service and day what is known, exactly as it was billed', async () => {
    const { currency, items, asOf } = await costs('from=2026-11-01&to=2026-11-04');
    expect(currency).toBe('USD');
    expect(asOf).toBe(readAt.toISOString());
    expect(items).toContainEqual({
      start: '2026-11-01',
      end: '2026-11-02',
      estimated: false,
      keys: [S3_SERVICE],
      amount: '412.0912345',
    });
    expect(items.map(({ amount }) => amount)).toContain('0.0000000001');
    expect(items.at(-1)).toMatchObject({ start: '2026-11-03', estimated: true, amount: '-3.1' });
  });

  test('left out, the range ends with the last day known', async () => {
    expect(await costs('')).toEqual(await costs('from=2026-10-05&to=2026-11-04'));
    expect((await costs('granularity=monthly')).items[0]).toMatchObject({ start: '2026-11-01', end: '2026-12-01' });
  });

  test('by account, metric and record type, narrowed', async () => {
    const byAccount = await costs('groupBy=account&metric=netAmortized&recordTypes=usage,tax&to=2026-11-04');
    expect(byAccount.items.map(({ keys, amount }) => [keys[0], amount])).toEqual([
      [PAYER, '400'],
      [MEMBER, '10.0000000001'],
    ]);
    const narrowed = await costs(`groupBy=account&service=${encodeURIComponent('AWS Glue')}&account=${MEMBER}`);
    expect(narrowed.items).toHaveLength(1);
    const usage = await costs('groupBy=usageType&account=111111111111');
    expect(usage.items[0]?.keys).toEqual(['EUC1-TimedStorage-ByteHrs']);
  });

  test('of days nobody read nothing is said', async () => {
    expect(await costs('from=2020-01-01&to=2020-02-01')).toEqual({
      currency: null,
      items: [],
      known: { from: null, to: null, periods: 0, of: 31 },
      asOf: null,
    });
  });

  test('of a range that is known in part it says in which', async () => {
    const known = { from: '2026-11-01', to: '2026-11-04', periods: 3, of: 30 };
    expect(await costs('')).toMatchObject({ known });
    const months = { from: '2026-11-01', to: '2026-12-01', periods: 1, of: 13 };
    expect(await costs('granularity=monthly')).toMatchObject({ known: months });
  });

  test.each([
    ['from=2026-11-04&to=2026-11-04', /not before/],
    ['from=2026-02-30', /from: must be a day/],
    ['to=tomorrow', /to: must be a day/],
    ['granularity=hourly', /granularity/],
    ['groupBy=tag', /groupBy/],
    ['metric=blended', /metric/],
    ['recordTypes=usage,fee', /recordTypes: must be some of usage,tax,credit,refund/],
    ['granularity=monthly&from=2026-10-15', /whole months/],
    ['service=AWS%20Glue&groupBy=region', /service and region at once/],
    ['region=eu-west-1&groupBy=service', /service and region at once/],
    ['service=%00', /NUL/],
    ['account=1%202', /account/],
  ])('%s is refused and says why', async (query, why) => {
    const problem = await refused(getCosts(ask(query)), 400);
    expect(problem.code).toBe('invalid');
    expect(problem.detail).toMatch(why);
  });
});

test.each<[string, (request: Request) => Promise<Response>]>([
  ['acount=1', getCosts],
  ['recordType=credit', getCosts],
  ['acount=1', getCostsCsv],
  ['acount=1', getFocusCsv],
])('a parameter that there is not is told by its name: %s', async (query, get) => {
  const problem = await refused(get(ask(`from=2026-11-01&${query}`)), 400);
  const [name = ''] = query.split('=');
  expect(problem.detail).toContain(`${name}: is no parameter of this call, which has from, to, granularity`);
  expect(Object.keys(problem.details ?? {})).toEqual([name]);
});

test.each(['0000-01-01', '0001-01-01', '1969-12-31'])('the day %s is no day of a bill', async (from) => {
  const problem = await refused(getCosts(ask(`from=${from}`)), 400);
  expect(problem.details).toEqual({ from: expect.stringContaining('YYYY-MM-DD') });
});

test('the CSV has the same items, and no cell that a spreadsheet would run', async () => {
  const query = 'from=2026-11-01&to=2026-11-04';
  const response = await getCostsCsv(ask(query));
  expect(response.headers.get('content-disposition')).toContain('straybytes-costs-2026-11-01-2026-11-04.csv');
  const [head, ...rows] = await lines(Promise.resolve(response));
  expect(head).toBe('start,end,estimated,service,unblended,currency');
  expect(rows).toHaveLength((await costs(query)).items.length);
  expect(rows).toContain(`2026-11-01,2026-11-02,false,${S3_SERVICE},412.0912345,USD`);
  expect(rows).toContain(`2026-11-03,2026-11-04,true,${S3_SERVICE},-3.1,USD`);
  expect(rows).toContain(`2026-11-01,2026-11-02,false,"'=HYPERLINK(""x""), ""quoted""",10,USD`);
  const [byAccount] = await lines(getCostsCsv(ask('groupBy=account&metric=amortized')));
  expect(byAccount).toBe('start,end,estimated,account_id,account,amortized,currency');
});

test('the FOCUS export has every column of the specification, and sums to the same', async () => {
  const [head = '', ...rows] = await lines(getFocusCsv(ask('from=2026-11-01&to=2026-11-04')));
  expect(head.split(',')).toEqual([...focusColumns]);
  expect(rows).toHaveLength(4);
  const ofMember = (await lines(getFocusCsv(ask(`from=2026-11-01&to=2026-11-04&account=${MEMBER}`)))).slice(1);
  expect(ofMember).toEqual(rows.filter((row) => row.includes(MEMBER)));
  await database().pool.query(
    `insert into account (id, name, ou, first_seen_at, last_seen_at) values ('121212121212', 'shop', '{Prod}', now(), now())`,
  );
  const elsewhere = `ou=Prod&account=${MEMBER}`;
  expect(await lines(getFocusCsv(ask(`from=2026-11-01&to=2026-11-04&${elsewhere}`)))).toEqual([head]);
  const glue = rows.find((row) => row.includes('AWS Glue'))?.split(',') ?? [];
  const cell = (column: (typeof focusColumns)[number]) => glue[focusColumns.indexOf(column)];
  expect([cell('BilledCost'), cell('SubAccountId'), cell('ChargePeriodStart'), cell('SkuId')]).toEqual([
    '0.0000000001',
    MEMBER,
    '2026-11-01T00:00:00Z',
    '',
  ]);
});
