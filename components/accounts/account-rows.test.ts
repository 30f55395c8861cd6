import { expect, test } from 'vitest';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { accountRows, pageOfRows } from './account-rows.ts';
import { accessTag, accessWords, firstDenied } from './account-words.ts';

const at = new Date('2026-11-23T12:00:00Z');

function glance(name: string, change: Partial<AccountGlance> = {}): AccountGlance {
  return {
    accountId: name,
    name,
    ownName: name,
    displayName: null,
    email: null,
    ou: [],
    state: 'ACTIVE',
    managed: 'organization',
    management: false,
    excluded: false,
    leftAt: null,
    unnamed: null,
    notLookedAt: null,
    reachable: 'yes',
    denied: [],
    problem: null,
    isToBeListed: false,
    preflightAt: at,
    checkedAt: at,
    lookedAt: at,
    buckets: 1,
    uploads: 1,
    bytes: 100,
    monthlyUsd: 2,
    atLeast: false,
    lastKnown: null,
    protectedBuckets: 0,
    unreadable: 0,
    seen: 'seen',
    spent: null,
    budget: null,
    budgetProblem: null,
    guardrails: null,
    ...change,
  };
}

const unread = {
  checkedAt: null,
  uploads: 0,
  bytes: 0,
  monthlyUsd: 0,
  atLeast: true,
  unreadable: 1,
  seen: 'partly',
} as const;
const denial = {
  kind: 'uploads',
  asked: 's3:ListBucketMultipartUploads',
  action: 's3:ListBucketMultipartUploads',
  by: 'service control policy',
  explicit: true,
  policyArn: null,
  resource: null,
  buckets: [],
  bucketCount: 0,
  statement: null,
  trust: null,
  identity: null,
  exemption: null,
  where: '',
  ask: '',
  problem: '',
  at: at.toISOString(),
};

test('that nothing is denied is said of the role that reads: whether there is one that fixes, says nothing here', () => {
  expect(accessWords(glance('a'))).toMatch(/^The role that reads can be used, nothing that it tried is denied/);
});

function sums(accounts: AccountGlance[]) {
  return accountRows(accounts).flatMap((row) => (row.kind === 'unit' ? [row.sums.monthlyUsd] : []));
}

test('what a unit hides is not known where nothing of it was read, and a lower bound where some of it was', () => {
  const ou = ['Prod'];
  expect(sums([glance('a', { ou, ...unread }), glance('b', { ou, ...unread })])).toEqual([null]);
  expect(sums([glance('a', { ou, ...unread }), glance('b', { ou })])).toEqual([2]);
  const empty = { checkedAt: null, buckets: 0, uploads: 0, bytes: 0, monthlyUsd: 0 };
  expect(sums([glance('a', { ou, ...empty })])).toEqual([0]);
  expect(sums([glance('a', { ou, ...empty, atLeast: true })])).toEqual([null]);
});

test('a page that begins within units begins with their rows', () => {
  const names = ['a', 'b', 'c', 'd'];
  const deep = names.map((name) => glance(name, { ou: ['Infra', 'Prod'] }));
  const rows = accountRows([...deep, glance('z', { ou: ['Work'] })]);
  const named = (page: number) => {
    const { rows: shown, ...rest } = pageOfRows(rows, { page, size: 4 });
    return { ...rest, names: shown.map((row) => (row.kind === 'unit' ? row.path : row.account.name)) };
  };
  expect(named(1)).toEqual({ at: 1, pages: 2, names: ['Infra', 'Infra/Prod', 'a', 'b'] });
  expect(named(2)).toEqual({ at: 2, pages: 2, names: ['Infra', 'Infra/Prod', 'c', 'd', 'Work', 'z'] });
  expect(named(9).at).toBe(2);
});

test('of a few accounts, a unit that holds nothing but one other is one row with it', () => {
  const few = [
    glance('a', { ou: ['Retail', 'Team 1', 'Stage'] }),
    glance('b', { ou: ['Media', 'Team 2', 'Dev'] }),
    glance('c', { ou: ['Media', 'Team 2', 'Prod'] }),
    glance('d', { ou: ['Payments'] }),
    glance('e', { ou: ['Payments', 'Team 3'] }),
  ];
  const named = accountRows(few, { isShort: true }).map((row) =>
    row.kind === 'unit' ? `${row.depth} ${row.name} (${row.path})` : `${row.depth} ${row.account.name}`,
  );
  expect(named).toEqual([
    '0 Media / Team 2 (Media/Team 2)',
    '1 Dev (Media/Team 2/Dev)',
    '2 b',
    '1 Prod (Media/Team 2/Prod)',
    '2 c',
    '0 Payments (Payments)',
    '1 d',
    '1 Team 3 (Payments/Team 3)',
    '2 e',
    '0 Retail / Team 1 / Stage (Retail/Team 1/Stage)',
    '1 a',
  ]);
  expect(accountRows(few)).toHaveLength(few.length + 9);
});

test('the row names what is denied first and by whom, and how many buckets were not read', () => {
  const role = { ...denial, kind: 'role', action: 'sts:AssumeRole', by: null };
  expect(firstDenied(glance('a', { seen: 'denied', denied: [denial] }))).toBe(
    's3:ListBucketMultipartUploads by service control policy',
  );
  expect(firstDenied(glance('a', { seen: 'unreachable', denied: [denial, role] }))).toBe('sts:AssumeRole');
  expect(firstDenied(glance('a', { seen: 'left', denied: [denial] }))).toBeNull();
  expect(accessTag(glance('a', { ...unread, buckets: 4, unreadable: 4 }))).toMatchObject({ label: '4 of 4 not read' });
  expect(accessTag(glance('a', { seen: 'unlisted' })).tone).not.toBe(accessTag(glance('a')).tone);
});
