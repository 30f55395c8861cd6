import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { StoredBudget } from '#lib/demo/budgets/budget-shelf.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { blindSchema } from '#lib/guardrails/part.ts';
import { budgetStandings } from '#lib/spend/budget-standing.ts';
import { unreadPayer } from '#lib/spend/unread-payer.ts';
import { knownAccounts } from '#lib/store/known-accounts.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { collect, type Lab, openLab } from './collecting.test-support.ts';

const { core, media } = accountIds;
const kept = z.object({
  judgements: z.array(z.object({ check: z.string(), status: z.string(), missing: z.array(blindSchema) })),
});
let lab: Lab;

beforeAll(async () => {
  const organization = seededOrganization({ seed: 'straybytes', now: new Date() });
  const notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 90 } as const;
  const narrowed: StoredBudget = {
    accountId: core,
    budget: {
      BudgetName: 'media-only',
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: '100', Unit: 'USD' },
      CostFilters: { LinkedAccount: [media] },
    },
    notifications: [
      {
        notification: { ...notification, ThresholdType: 'PERCENTAGE' },
        subscribers: [{ SubscriptionType: 'EMAIL', Address: 'finops@example.com' }],
      },
    ],
  };
  lab = await openLab({
    organization: { ...organization, buckets: [], budgets: () => [narrowed] },
    environment: { ORGANIZATION: 'auto' },
  });
});
afterAll(() => lab.close());

async function judgement(accountId: string) {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ ...latest, kind: 'guardrails' }) : [];
  const { judgements } = kept.parse(readings.find((reading) => reading.accountId === accountId)?.data);
  return judgements.find(({ check }) => check === 'missing-cost-budget');
}

/** As the page of budgets says it, of what was read last. */
async function standings() {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ ...latest, kind: 'budgets' }) : [];
  const payer = unreadPayer({ accounts: await knownAccounts(), readings });
  const { missing, unknown } = budgetStandings({ readings, payer, now: new Date() });
  const ids = (list: readonly { accountId: string }[]) => list.map(({ accountId }) => accountId);
  return { missing: ids(missing), unknown: ids(unknown) };
}

const judged = async (accountId: string) => (await judgement(accountId))?.status;

test("the payer's budget of one member counts for it, as it was read last", async () => {
  await collect({ kinds: ['guardrails'] });
  // Nobody has read the payer's budgets yet: it may hold one for the member.
  const { status, missing } = (await judgement(media)) ?? {};
  expect(status).toBe('blind');
  expect(missing).toMatchObject([{ action: 'budgets:ViewBudget', by: null }]);
  expect(missing?.[0]?.problem).toBe(
    `The account that pays for it, core (${core}), may hold a budget for it. Its budgets were not read yet: collect them.`,
  );
  // What the payer itself lacks is known.
  expect(await judged(core)).toBe('fail');
  await collect({ kinds: ['budgets'] });
  await collect({ kinds: ['guardrails'] });
  expect(await judged(media)).toBe('pass');
  expect(await judged(accountIds.security)).toBe('fail');
  await collect({ kinds: ['budgets', 'guardrails'], accounts: [media] });
  expect(await judged(media)).toBe('pass');
});

test.each([[['budgets', 'guardrails']], [['guardrails']]] as const)(
  "an account whose own budgets cannot be read fails no check of them, and the payer's of it is enough: %j",
  async (kinds) => {
    const denied = { action: 'budgets:ViewBudget', by: 'service control policy' } as const;
    const { media: own, security } = accountIds;
    lab.aws.faults.set({ denied: [own, security].map((account) => ({ account, ...denied })) });
    await collect({ kinds: [...kinds] });
    expect(await judged(own)).toBe('pass');
    expect(await judgement(security)).toMatchObject({ status: 'blind', missing: [denied] });
    lab.aws.faults.set({ denied: [] });
    await collect({ kinds: ['budgets', 'guardrails'] });
    expect(await judged(security)).toBe('fail');
  },
);

test("it counts still while the payer's budgets cannot be read again, until they say otherwise", async () => {
  lab.aws.faults.set({ denied: [{ account: core, action: 'budgets:ViewBudget', by: 'service control policy' }] });
  await collect({ kinds: ['budgets', 'guardrails'] });
  expect(await judged(media)).toBe('pass');
  // Of another member nobody can say whether the payer has made one since.
  expect(await judgement(accountIds.security)).toMatchObject({
    status: 'blind',
    missing: [{ by: 'service control policy', problem: expect.stringContaining(`core (${core}), may hold a budget`) }],
  });
  const denied = await standings();
  expect(denied.unknown).toContain(accountIds.security);
  expect(denied.unknown).not.toContain(media);
  expect(denied.missing).toEqual([]);
  lab.aws.faults.set({ denied: [] });
  lab.aws.world.apply({ type: 'budgetGone', accountId: core, name: 'media-only' });
  await collect({ kinds: ['budgets'] });
  await collect({ kinds: ['guardrails'], accounts: [media] });
  expect(await judged(media)).toBe('fail');
  const known = await standings();
  expect(known.missing).toEqual(expect.arrayContaining([core, media, accountIds.security]));
  expect(known.unknown).toEqual([]);
});
