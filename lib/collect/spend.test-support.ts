import type { BillLine } from '#lib/demo/bill/bill-line.ts';
import { dayAt } from '#lib/demo/bill/calendar.ts';
import { accountIds, accounts } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import type { SimulatedAws } from '#lib/demo/server.ts';
import type { Organization } from '#lib/demo/world/organization.ts';
import { type CostGrouping, S3_SERVICE } from '#lib/spend/cost-row.ts';
import { type SpendKind, type SpendReading, spendKinds } from '#lib/spend/reading.ts';
import { database } from '#lib/store/database.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { collect, type Lab, openLab } from './collecting.test-support.ts';
import type { Progress } from './progress.ts';

export const payer = accountIds.core;
export const members = accounts.filter(({ id, state }) => id !== payer && state === undefined);

/** The demo's organization with its bill, without its buckets; every account is reachable. */
export function openSpendLab(
  options: { environment?: Record<string, string>; organization?: Organization; works?: boolean } = {},
): Promise<Lab> {
  const organization = { ...seededOrganization({ seed: 'straybytes', now: new Date() }), buckets: [] };
  const MEMBER_ACCOUNTS = members.map(({ id, name }) => `${id}:${name}`).join(',');
  return openLab({ organization, ...options, environment: { MEMBER_ACCOUNTS, ...options.environment } });
}

/** Collects money, all of it by default. */
export function collectSpend(kinds: SpendKind[] = [...spendKinds], accounts: string[] = []): Promise<Progress> {
  return collect({ kinds, accounts });
}

/** The newest readings of a kind by account. */
export async function readings(kind: SpendKind): Promise<Record<string, SpendReading>> {
  const latest = await latestSpendSnapshot();
  const all = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind }) : [];
  return Object.fromEntries(all.map((reading) => [reading.accountId, reading]));
}

export async function states(kind: SpendKind): Promise<Record<string, string>> {
  return Object.fromEntries(Object.values(await readings(kind)).map(({ accountId, state }) => [accountId, state]));
}

type Nanos = Record<string, number>;
const keys: Record<CostGrouping, (line: BillLine) => string> = {
  service: (line) => line.service,
  account: (line) => line.accountId,
  region: (line) => line.region,
  usageType: (line) => line.usageType,
};

/** What the bill says, in billionths by group; groups of nothing are left out. `to` is exclusive. */
export function truth(
  aws: SimulatedAws,
  {
    groupBy,
    from,
    to,
    only = () => true,
  }: { groupBy: CostGrouping; from: string; to: string; only?: (line: BillLine) => boolean },
): Nanos {
  const table = aws.world.bill.at(aws.world.clock.now());
  const [first, last] = [from, to].map((day) => dayAt(Date.parse(day)) - table.firstDay);
  const sums: Nanos = {};
  for (const line of table.lines) {
    if ((groupBy === 'usageType' && line.service !== S3_SERVICE) || !only(line)) continue;
    const sum = line.amounts.unblended
      .slice(Math.max(0, first ?? 0), Math.max(0, last ?? 0))
      .reduce((a, b) => a + b, 0);
    sums[keys[groupBy](line)] = (sums[keys[groupBy](line)] ?? 0) + sum;
  }
  return withoutNothing(sums);
}

export function withoutNothing(sums: Nanos): Nanos {
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, sum]) => sum !== 0)
      .sort(),
  );
}

export async function count(table: string): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}
