import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, collect, type Lab, member } from '#lib/collect/collecting.test-support.ts';
import { bucketKinds } from '#lib/collect/kinds.ts';
import { resetEnv } from '#lib/env.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { database } from '#lib/store/database.ts';
import { getAccounts } from './accounts.ts';
import { accountsAnswerSchema, guardrailsAnswerSchema } from './accounts-output.ts';
import { get, ok, openApi, refused } from './api.test-support.ts';
import { getBudgets } from './budgets.ts';
import { budgetsAnswerSchema } from './budgets-output.ts';
import { getGuardrails } from './guardrails.ts';
import { getOnboardingTf, getOnboardingYaml } from './onboarding.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openApi();
});
afterAll(() => lab.close());

const accounts = () => ok(getAccounts(get('/api/v1/accounts')), accountsAnswerSchema);
const guardrails = (search = '') => ok(getGuardrails(get(`/api/v1/guardrails${search}`)), guardrailsAnswerSchema);

test('before anything of accounts was read, every guardrail of every account is blind, with the next step', async () => {
  const { items, ...rest } = await guardrails();
  expect(rest).toEqual({ snapshotId: null, notLookedAt: null, nextCursor: null });
  expect(items).toHaveLength(2 * checks.length);
  for (const { status, evidence, checkedAt } of items) {
    expect([status, checkedAt]).toEqual(['blind', null]);
    expect(evidence).toMatch(/has not been checked yet\. Check it/);
  }
});

test('every account with its waste; what nobody read is null, not 0', async () => {
  const { items } = await accounts();
  expect(items.map(({ accountId }) => accountId).sort()).toEqual([account, member]);
  const own = items.find(({ accountId }) => accountId === account);
  expect(own).toMatchObject({ managed: 'ambient', reachable: 'yes', excluded: false, spend: null, guardrails: null });
  expect(own?.waste).toMatchObject({ uploads: 12, atLeast: true });
  expect(own?.denied.length).toBeGreaterThan(0);
  expect(own?.denied[0]).toMatchObject({ by: 'service control policy', statement: null });
  expect(items.find(({ accountId }) => accountId === member)?.waste).toMatchObject({ uploads: 5, atLeast: false });
});

test('of a role that is denied: what to add to it, in the accounts and in every check that it blinds', async () => {
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: [] } });
  await collect({ kinds: [...bucketKinds, 'guardrails'] });
  const theirs = (await accounts()).items.find(({ accountId }) => accountId === member);
  expect(theirs).toMatchObject({ reachable: 'no', fixRole: null });
  const [role] = theirs?.denied ?? [];
  expect(role).toMatchObject({
    kind: 'role',
    where: expect.stringContaining('trust policy'),
    statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: expect.anything() },
    identity: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: expect.anything() },
    trust: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: expect.anything() },
  });
  expect(theirs?.notTried.length).toBeGreaterThan(0);
  const known = [...(theirs?.tried ?? []), ...(theirs?.notTried ?? [])].map((each) => `${each.role} ${each.action}`);
  expect(new Set(known).size).toBe(known.length);
  const { items } = await guardrails(`?account=${member}`);
  const blind = items.filter(({ status }) => status === 'blind');
  expect(blind).toHaveLength(checks.length);
  for (const { missing } of blind) {
    expect(missing).toMatchObject([{ action: 'sts:AssumeRole', trust: role?.trust, statement: role?.statement }]);
  }
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: null } });
});

test('what every check says, of all accounts or of one', async () => {
  await collect({ kinds: ['guardrails'] });
  const { items } = await guardrails();
  expect(items).toHaveLength(2 * checks.length);
  for (const { evidence } of items) expect(evidence).not.toBe('');
  const one = await guardrails(`?account=${member}`);
  expect(one.items.map(({ id, accountId }) => [id, accountId])).toEqual(checks.map(({ id }) => [id, member]));
  const own = (await accounts()).items.find(({ accountId }) => accountId === member);
  const of = (status: string) => one.items.filter((item) => item.status === status).length;
  const [oldest] = one.items.flatMap(({ checkedAt }) => checkedAt ?? []).sort();
  expect(own?.guardrails).toEqual({
    pass: of('pass'),
    fail: of('fail'),
    blind: of('blind'),
    checkedAt: oldest,
    stale: null,
    lastKnown: null,
  });
});

test('an account that is none is refused', async () => {
  await refused(getGuardrails(get('/api/v1/guardrails?account=a%20b')), 400);
});

test('the templates of the roles, for who asks and what is opted in', async () => {
  const yaml = await getOnboardingYaml(get('/api/v1/onboarding.yaml?hub=111122223333&externalId=one-of-ours'));
  expect(yaml.headers.get('content-disposition')).toBe('attachment; filename="straybytes.yaml"');
  const text = await yaml.text();
  expect(text).toContain('Default: "one-of-ours"');
  expect(text).toMatch(/CreateFixRole:[\s\S]*?Default: "false"/);
  const china = 'arn:aws-cn:iam::111122223333:role/Hub';
  const chinese = await getOnboardingYaml(get(`/api/v1/onboarding.yaml?hub=${encodeURIComponent(china)}`));
  expect(await chinese.text()).toContain('"arn:aws-cn:s3:::*"');
  const tf = await (await getOnboardingTf(get('/api/v1/onboarding.tf?fixRole=true'))).text();
  expect(tf).toMatch(/variable "create_fix_role" \{[^}]*default\s+= true/);
  await refused(getOnboardingTf(get('/api/v1/onboarding.tf?hub=somebody')), 400);
});

test('in a template what is left out is as this server is set up, and what is empty is none', async () => {
  process.env.EXTERNAL_ID = 'of-this-server';
  resetEnv();
  try {
    const yaml = async (query: string) => (await getOnboardingYaml(get(`/api/v1/onboarding.yaml${query}`))).text();
    const tf = async (query: string) => (await getOnboardingTf(get(`/api/v1/onboarding.tf${query}`))).text();
    const both = [/Default: "of-this-server"/, /Default: "arn:aws:iam::/];
    for (const one of both) expect(await yaml('')).toMatch(one);
    for (const one of both) expect(await yaml('?hub=&externalId=')).not.toMatch(one);
    expect(await yaml('?externalId=')).toMatch(/Default: "arn:aws:iam::/);
    expect(await tf('')).toContain('"of-this-server"');
    expect(await tf('?externalId=')).not.toContain('of-this-server');
  } finally {
    delete process.env.EXTERNAL_ID;
    resetEnv();
  }
});

test('a unit narrows every list, and pages come one after the other', async () => {
  await database().pool.query(`update account set ou = array['Workloads', 'Prod'] where id = $1`, [member]);
  const listed = async (query: string) =>
    (await ok(getAccounts(get(`/x${query}`)), accountsAnswerSchema)).items.map(({ accountId }) => accountId);
  expect(await listed('?ou=Workloads')).toEqual([member]);
  expect(await listed(`?account=${account}&ou=Workloads`)).toEqual([]);
  expect(await listed(`?account=${account}`)).toEqual([account]);
  const inUnit = (await guardrails('?ou=Workloads/Prod')).items;
  expect(new Set(inUnit.map(({ accountId }) => accountId))).toEqual(new Set([member]));

  const whole = (await guardrails()).items;
  const paged: typeof whole = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof guardrails>> = await guardrails(`?limit=5${cursor && `&cursor=${cursor}`}`);
    expect(page.items.length).toBeLessThanOrEqual(5);
    paged.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(whole);
  const first = await ok(getAccounts(get('/x?limit=1')), accountsAnswerSchema);
  const second = await ok(getAccounts(get(`/x?limit=1&cursor=${first.nextCursor}`)), accountsAnswerSchema);
  expect([...first.items, ...second.items].map(({ accountId }) => accountId)).toEqual(await listed(''));
  expect(second.nextCursor).toBeNull();

  const budgets = async (query: string) => {
    const { items, missing, unread } = await ok(getBudgets(get(`/x${query}`)), budgetsAnswerSchema);
    return new Set([...items, ...missing, ...unread].map(({ accountId }) => accountId));
  };
  await collect({ kinds: ['budgets'] });
  expect(await budgets('')).toEqual(new Set([account, member]));
  expect(await budgets('?ou=Workloads')).toEqual(new Set([member]));
});
