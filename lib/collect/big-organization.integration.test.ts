import { afterAll, beforeAll, expect, test } from 'vitest';
import { bigOrganization, bigSize, hinderedAccounts } from '#lib/demo/big/big-organization.ts';
import { seenAs } from '#lib/demo/big/hindrances.ts';
import { accessCauses } from '#lib/guardrails/access-cause.ts';
import { accessCounts, accountState, isHindered } from '#lib/guardrails/account-state.ts';
import { accountViews } from '#lib/store/account-views.ts';
import { latestSnapshot } from '#lib/store/buckets.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { unreadReasons } from '#lib/store/unread-reasons.ts';
import { ended, errors, type Lab, openLab, snapshot } from './collecting.test-support.ts';
import { requestCollect } from './request.ts';

const size = { ...bigSize, accounts: 45, closed: 2, bucketsEach: 2, uploadsEach: 2 };
const hindered = hinderedAccounts(size);
let lab: Lab;

beforeAll(async () => {
  const organization = bigOrganization(size)({ seed: 'straybytes', now: new Date() });
  lab = await openLab({ organization, environment: { ORGANIZATION: 'auto' } });
});
afterAll(async () => {
  expect(errors).toEqual([]);
  await lab.close();
});

test('accounts that are hindered in twenty ways each say why, and hold up no other', async () => {
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  const run = await ended(runId, 160_000);
  expect(run.status).toBe('completed');
  const views = await accountViews();
  expect(views).toHaveLength(size.accounts + size.closed);
  const rows = Object.values(await snapshot());
  const silent = views.filter(({ accountId, state, denied, problem }) => {
    const said =
      denied.length > 0 || problem !== null || rows.some((row) => row.accountId === accountId && row.problem);
    return state === 'ACTIVE' && hindered.has(accountId) === !said;
  });
  expect(silent).toEqual([]);
  for (const view of views) {
    const hindrance = hindered.get(view.accountId);
    const of = `${view.accountId} ${hindrance?.kind}`;
    if (!hindrance) expect(isHindered(accountState(view)), of).toBe(false);
    else {
      const { states, by } = seenAs(hindrance);
      expect(states, of).toContain(accountState(view));
      if (by !== null)
        expect(
          view.denied.map((each) => each.by),
          of,
        ).toContain(by);
      expect(view.atLeast, of).toBe(true);
    }
  }
  expect(accessCounts(views.map(accountState))).toEqual({
    lookedAt: size.accounts,
    unreachable: 5,
    denied: 12,
    unread: 3,
    untried: 0,
    unguarded: 0,
  });
  for (const row of rows)
    if (!hindered.has(row.accountId)) expect(row).toMatchObject({ measurement: 'exact', problem: null });
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'guardrails' }) : [];
  const open = readings.filter(({ accountId }) => !hindered.has(accountId));
  expect(open).toHaveLength(size.accounts - hindered.size);
  expect(open.filter(({ state }) => state !== 'ok')).toEqual([]);
}, 180_000);

test('what keeps them from being seen is told once for all that it holds up, with the next step', async () => {
  const views = await accountViews();
  const why = await unreadReasons((await latestSnapshot())?.snapshotId ?? '');
  const seen = views.map((view) => ({ ...view, seen: accountState(view), unread: why.get(view.accountId) ?? null }));
  const causes = accessCauses(seen);
  const told = new Set(causes.flatMap(({ accounts }) => accounts.map(({ accountId }) => accountId)));
  expect([...told].sort()).toEqual(
    views
      .filter((view) => isHindered(accountState(view)))
      .map(({ accountId }) => accountId)
      .sort(),
  );
  expect(causes[0]).toMatchObject({ isRole: true, differs: false, accounts: { length: 5 }, statements: { length: 1 } });
  const policies = causes.filter(({ title }) => title === 'Denied by a service control policy');
  expect(policies.map(({ accounts, policyArn }) => [accounts.length, policyArn !== null])).toEqual([
    [3, false],
    [1, true],
  ]);
  for (const { title, next, actions, statements, exemption } of causes) {
    expect(next, title).not.toMatch(/\b\d{12}\b|`/);
    if (actions.length > 0) expect(statements.length > 0 || exemption !== null, title).toBe(true);
  }
});
