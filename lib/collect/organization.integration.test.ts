import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import type { Judgement } from '#lib/guardrails/judge.ts';
import { type AccountView, accountView, accountViews } from '#lib/store/account-views.ts';
import { database } from '#lib/store/database.ts';
import { excludeAccount, renameAccount } from '#lib/store/known-accounts.ts';
import { storedOrganization } from '#lib/store/organization.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { collect, errors, type Lab, openLab } from './collecting.test-support.ts';
import { preflight as lookInto } from './preflight.ts';

let lab: Lab;
const preflight = (account: { accountId: string }) => lookInto({ ...account, fixPolicy: fixPolicy(), actor: 'test' });

beforeAll(async () => {
  const organization = seededOrganization({ seed: 'straybytes', now: new Date() });
  const buckets = organization.buckets.slice(0, 12);
  lab = await openLab({ organization: { ...organization, buckets }, environment: { ORGANIZATION: 'auto' } });
});
afterAll(async () => {
  expect(errors).toEqual([]);
  await lab.close();
});

async function viewOf(name: keyof typeof accountIds): Promise<AccountView> {
  const view = await accountView(accountIds[name]);
  if (!view) throw new Error(`Nobody knows ${name}.`);
  return view;
}

async function judgements(accountId: string): Promise<Record<string, string>> {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'guardrails' }) : [];
  const { data } = readings.find((reading) => reading.accountId === accountId) ?? {};
  const list = (data as { judgements: Judgement[] } | undefined)?.judgements ?? [];
  return Object.fromEntries(list.map(({ check, status }) => [check, status]));
}

async function judgementOf(accountId: string, id: string): Promise<Judgement | undefined> {
  const latest = await latestSpendSnapshot();
  const readings = await spendReadings({ snapshotId: latest?.snapshotId ?? '', kind: 'guardrails' });
  const { data } = readings.find((reading) => reading.accountId === accountId) ?? {};
  return (data as { judgements: Judgement[] } | undefined)?.judgements.find(({ check }) => check === id);
}

const noMoney = ['uploads', 'lifecycle', 'budgets', 'guardrails'] as const;

describe('an organization', () => {
  test('is found with its units, and its active accounts are read', async () => {
    const run = await collect({ kinds: [...noMoney] });
    expect(run).toMatchObject({ status: 'completed' });
    expect(run.apiCostUsd).toBeLessThan(0.05);
    const views = await accountViews();
    expect(Object.fromEntries(views.map(({ name, ou }) => [name, ou.join('/')]))).toEqual({
      analytics: 'Workloads/Prod',
      core: '',
      'data-platform': 'Infrastructure',
      'legacy-shop': 'Suspended',
      media: 'Workloads/Prod',
      'ml-research': 'Workloads/Dev',
      sandbox: 'Sandbox',
      security: 'Security',
    });
    expect(await viewOf('core')).toMatchObject({
      management: true,
      managed: 'organization',
      reachable: 'yes',
      denied: [],
    });
    expect(views.find(({ name }) => name === 'legacy-shop')).toMatchObject({
      state: 'SUSPENDED',
      reachable: null,
      email: 'aws+legacy-shop@example.com',
    });
    expect(views.filter(({ reachable }) => reachable === 'yes')).toHaveLength(7);
    expect(await storedOrganization()).toMatchObject({
      state: 'found',
      managementAccountId: accountIds.core,
      problem: null,
    });
  });

  test('each account is judged by every check', async () => {
    for (const { accountId, state } of await accountViews()) {
      const found = await judgements(accountId);
      expect(Object.keys(found)).toHaveLength(state === 'ACTIVE' ? 8 : 0);
      expect(Object.values(found)).not.toContain('crashed');
      expect(Object.values(found)).not.toContain('blind');
    }
    expect(await judgements(accountIds.sandbox)).not.toEqual(await judgements(accountIds.security));
  });

  test('the roles that this server assumes hold, with a note about the external id', async () => {
    const { status, findings } = (await judgementOf(accountIds.security, 'roles-without-mfa')) ?? {};
    expect(status).toBe('pass');
    const notes = findings?.filter(({ verdict }) => verdict === 'note') ?? [];
    expect(notes.map(({ resource }) => resource).sort()).toEqual(['StraybytesFix', 'StraybytesRead']);
    for (const { what } of notes) expect(what).toContain('asks for no external id');
  });

  test('a member that is judged alone is told of centralized root access too, which only its organization knows', async () => {
    const told = async () => (await judgementOf(accountIds.media, 'root-without-mfa'))?.findings[0]?.what;
    expect(await told()).toContain('Centralized root access is enabled, but does not remove credentials.');
    await collect({ kinds: ['guardrails'], accounts: [accountIds.media] });
    expect(await told()).toContain('Centralized root access is enabled, but does not remove credentials.');
  });

  test('a role that is gone is told with the statement, holds up nobody, and what was known is told as of then', async () => {
    const before = await viewOf('media');
    lab.aws.world.apply({ type: 'account', change: { id: accountIds.media, roles: [] } });
    const run = await collect({ kinds: [...noMoney] });
    expect(run).toMatchObject({ status: 'completed', partial: true });
    expect(run.problems.map(({ accountId }) => accountId)).toContain(accountIds.media);
    const media = await viewOf('media');
    const { buckets, bytes, uploads } = before;
    expect(media).toMatchObject({ reachable: 'no', buckets, unreadable: buckets, bytes: 0, atLeast: true });
    expect(media.lastKnown).toMatchObject({ buckets, bytes, uploads, atLeast: false });
    expect(media.denied).toEqual([
      expect.objectContaining({
        kind: 'role',
        action: 'sts:AssumeRole',
        by: null,
        statement: expect.objectContaining({ Action: 'sts:AssumeRole', Principal: expect.anything() }),
        // The same identity entered other accounts: it may.
        identity: null,
      }),
    ]);
    expect((await viewOf('security')).reachable).toBe('yes');
    expect(Object.keys(await judgements(accountIds.media))).toHaveLength(8);

    lab.aws.world.apply({ type: 'account', change: { id: accountIds.media, roles: null } });
    await collect({ kinds: ['uploads', 'lifecycle'], accounts: [accountIds.media] });
    expect(await viewOf('media')).toMatchObject({ reachable: 'yes', denied: [], problem: null });
  });

  test('each denied action is told with who denies it, until it is allowed', async () => {
    const { world } = lab.aws;
    const policyArn = 'arn:aws:organizations::204817365920:policy/o-1/service_control_policy/p-deny';
    world.apply({
      type: 'account',
      change: {
        id: accountIds.analytics,
        denied: [
          { action: 's3:ListBucketMultipartUploads', by: 'service control policy', policyArn },
          { action: 'iam:ListRoles', by: 'permissions boundary', explicit: false },
          { action: 'budgets:ViewBudget', by: 'identity-based policy' },
        ],
      },
    });
    await collect({ kinds: [...noMoney] });
    const { denied, reachable } = await viewOf('analytics');
    expect(reachable).toBe('yes');
    expect(denied.map(({ kind, action, by }) => [kind, action, by]).sort()).toEqual([
      ['budgets', 'budgets:ViewBudget', 'identity-based policy'],
      ['guardrails', 'iam:ListRoles', 'permissions boundary'],
      ['uploads', 's3:ListBucketMultipartUploads', 'service control policy'],
    ]);
    const of = (action: string) => denied.find((each) => each.action === action);
    expect(of('s3:ListBucketMultipartUploads')).toMatchObject({
      policyArn,
      statement: null,
      exemption: expect.anything(),
    });
    expect(of('iam:ListRoles')).toMatchObject({
      statement: { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' },
    });
    expect(await judgements(accountIds.analytics)).toMatchObject({
      'roles-without-mfa': 'blind',
      'missing-cost-budget': 'blind',
    });

    world.apply({ type: 'account', change: { id: accountIds.analytics, denied: null } });
    // Guardrails look at budgets too; uploads are not asked for.
    await collect({ kinds: ['guardrails'] });
    expect((await viewOf('analytics')).denied.map(({ kind }) => kind)).toEqual(['uploads']);
    await collect({ kinds: [...noMoney] });
    expect((await viewOf('analytics')).denied).toEqual([]);
  });

  test('a look at one account tells at once whether its role works and what is denied', async () => {
    const { world } = lab.aws;
    world.apply({ type: 'account', change: { id: accountIds.security, roles: [] } });
    expect(await preflight({ accountId: accountIds.security })).toMatchObject({
      reachable: 'no',
      denied: [{ kind: 'role' }],
    });
    world.apply({
      type: 'account',
      change: { id: accountIds.security, roles: null, denied: [{ action: 'iam:*', by: 'service control policy' }] },
    });
    const view = await preflight({ accountId: accountIds.security });
    expect(view).toMatchObject({ reachable: 'yes' });
    expect(view.denied.map(({ action }) => action).sort()).toEqual([
      'iam:GenerateCredentialReport',
      'iam:GetAccountSummary',
      'iam:GetCredentialReport',
      'iam:ListOrganizationsFeatures',
      'iam:ListRoles',
      'iam:ListVirtualMFADevices',
    ]);
    world.apply({ type: 'account', change: { id: accountIds.security, denied: null } });
    expect((await preflight({ accountId: accountIds.security })).denied).toEqual([]);
    await expect(preflight({ accountId: '999999999999' })).rejects.toMatchObject({ code: 'notFound' });
  });

  test('a look at one account tries one bucket, and forgets no denial of the others', async () => {
    const names = lab.aws.world.buckets().filter(({ accountId }) => accountId === accountIds.analytics);
    const [, second] = names.map(({ name }) => name).sort();
    lab.aws.faults.set({
      denied: [{ bucket: second ?? '', action: 's3:ListBucketMultipartUploads', by: 'service control policy' }],
    });
    await collect({ kinds: ['uploads', 'lifecycle'] });
    const actions = ({ denied }: AccountView) => denied.map(({ action }) => action);
    expect(actions(await viewOf('analytics'))).toEqual(['s3:ListBucketMultipartUploads']);
    expect(actions(await preflight({ accountId: accountIds.analytics }))).toEqual(['s3:ListBucketMultipartUploads']);
    lab.aws.faults.set({ denied: [] });
    await collect({ kinds: ['uploads', 'lifecycle'] });
    expect(actions(await viewOf('analytics'))).toEqual([]);
  });

  test('an account may be called otherwise and left out', async () => {
    await renameAccount({ accountId: accountIds.sandbox, name: 'Playground' });
    await excludeAccount({ accountId: accountIds['ml-research'], excluded: true });
    const run = await collect({ kinds: ['uploads', 'lifecycle'] });
    expect(run.status).toBe('completed');
    expect(await viewOf('sandbox')).toMatchObject({ name: 'Playground', ownName: 'sandbox' });
    expect(await viewOf('ml-research')).toMatchObject({ excluded: true, buckets: 0, bytes: 0 });
    const { rows } = await database().pool.query(
      `select count(*)::int as count from run_account where run_id = $1 and account_id = $2`,
      [run.runId, accountIds['ml-research']],
    );
    expect(rows[0].count).toBe(0);
    const alone = await collect({ accounts: [accountIds['ml-research']] });
    expect(alone).toMatchObject({ status: 'failed' });
    expect(alone.problems[0]?.problem).toContain('is left out');
    await excludeAccount({ accountId: accountIds['ml-research'], excluded: false });
    await renameAccount({ accountId: accountIds.sandbox, name: null });
    await collect({ kinds: ['uploads', 'lifecycle'] });
    expect(await viewOf('sandbox')).toMatchObject({ name: 'sandbox', displayName: null });
    expect((await viewOf('ml-research')).buckets).toBeGreaterThan(0);
  });

  test('an account that leaves is kept for history and counts no more; empty pages and an old Status are no matter', async () => {
    lab.aws.faults.set({ organizations: { emptyPages: 2, onlyStatus: true } });
    lab.aws.world.apply({ type: 'account', change: { id: accountIds.sandbox, state: 'LEFT' } });
    await collect({ kinds: ['uploads', 'lifecycle'] });
    const sandbox = await viewOf('sandbox');
    expect(sandbox).toMatchObject({ buckets: 0, leftAt: expect.any(Date) });
    expect(await viewOf('media')).toMatchObject({ state: 'ACTIVE', leftAt: null });
    lab.aws.world.apply({ type: 'account', change: { id: accountIds.sandbox, state: 'ACTIVE' } });
    lab.aws.faults.set({ organizations: {} });
    await collect({ kinds: ['uploads', 'lifecycle'] });
    expect(await viewOf('sandbox')).toMatchObject({ leftAt: null, state: 'ACTIVE' });
  });

  test('an organization that may not be listed any more is told, and the accounts stay known', async () => {
    lab.aws.faults.set({ denied: [{ action: 'organizations:ListAccounts', by: 'service control policy' }] });
    const run = await collect({ kinds: ['lifecycle'] });
    expect(run.status).toBe('completed');
    expect(await storedOrganization()).toMatchObject({
      state: 'denied',
      problem: expect.stringContaining('service control policy'),
    });
    expect((await accountViews()).filter(({ leftAt, state }) => leftAt === null && state === 'ACTIVE')).toHaveLength(7);
    expect((await preflight({ accountId: accountIds.core })).denied).toMatchObject([
      { action: 'organizations:ListAccounts', by: 'service control policy', statement: null },
    ]);
    lab.aws.faults.set({ denied: [] });
    await collect({ kinds: ['lifecycle'] });
    expect((await viewOf('core')).denied).toEqual([]);
    lab.aws.faults.set({ organizations: { notInUse: true } });
    await collect({ kinds: ['lifecycle'] });
    expect(await storedOrganization()).toMatchObject({ state: 'none', problem: null });
    lab.aws.faults.set({ organizations: {} });
  });
});
