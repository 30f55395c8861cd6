import { DAY_MS } from '#lib/waste/age.ts';
import type { BucketSpec } from '../world/organization.ts';
import type { World } from '../world/world.ts';
import { type AddedCost, addedLines } from './added-costs.ts';
import { adjustmentLines, surge } from './adjustment-lines.ts';
import { type BillLine, type LineAmounts, lineMetrics } from './bill-line.ts';
import { dayAt, monthStart } from './calendar.ts';
import { underReservation, underSavingsPlan } from './commitment-lines.ts';
import type { SpendPlan } from './spend-plan.ts';
import { storageLines } from './storage-lines.ts';
import { type StrayStorage, strayStorage } from './stray-storage.ts';
import { taxLines } from './tax-lines.ts';
import { type BillDays, discounted, workloadLines } from './workload-lines.ts';

const HOUR_MS = 3_600_000;
/** Cost Explorer takes in new data three times a day, of the time until four hours before. */
const REFRESH_MS = 8 * HOUR_MS;
const LAG_MS = 4 * HOUR_MS;
/** Closed months that a bill has when the world is born, beside the current one. */
const MONTHS_BEFORE = 13;

/** The bill as Cost Explorer knows it at some moment. */
export type BillTable = {
  currency: string;
  /** The day of index 0 in every array of amounts. */
  firstDay: number;
  today: number;
  /** Usage until then is in it, in milliseconds. */
  visibleUntil: number;
  lines: readonly BillLine[];
};

/** What everything in the organization costs, day by day, derived from its plan and from what lies in its buckets. */
export type Bill = {
  readonly plan: SpendPlan | null;
  /** False while nothing has ever been billed. */
  hasData(): boolean;
  at(now: Date): BillTable;
  /** Bills something besides, as it is given: for tests. */
  add(costs: readonly AddedCost[]): void;
  /** At each midnight, before the lifecycle runs. */
  close: StrayStorage['close'];
};

export function createBill(of: {
  world: () => World;
  plan: SpendPlan | null;
  specs: readonly BucketSpec[];
  seed: string;
  bornAt: Date;
}): Bill {
  const { plan, specs, seed, bornAt } = of;
  const birthday = dayAt(bornAt);
  const strays = strayStorage(of);
  const added: AddedCost[] = [];
  const tables = new Map<string, BillTable>();
  const firstDayOf = () =>
    Math.min(monthStart(birthday, -MONTHS_BEFORE), ...added.map(({ start }) => dayAt(Date.parse(start))));

  const tableAt = (now: Date): BillTable => {
    const visibleUntil = Math.floor(now.getTime() / REFRESH_MS) * REFRESH_MS - LAG_MS;
    const name = `${visibleUntil} ${dayAt(now)} ${added.length}`;
    const known = tables.get(name);
    if (known) return known;
    const days = { seed, firstDay: firstDayOf(), today: dayAt(now), birthday };
    const usage = plan ? usageLines({ plan, specs, strays, days }) : [];
    for (const line of usage) hideUnseen(line.amounts, { days, visibleUntil });
    const posted = plan ? adjustmentLines(plan, days) : [];
    const charged = [...usage, ...posted];
    const lines = [...charged, ...(plan ? taxLines(plan, charged, days) : []), ...addedLines(added, days)];
    const table = {
      currency: plan?.currency ?? 'USD',
      firstDay: days.firstDay,
      today: days.today,
      visibleUntil,
      lines,
    };
    if (tables.size > 3) tables.clear();
    tables.set(name, table);
    return table;
  };

  return {
    plan,
    hasData: () => plan !== null || added.length > 0,
    at: tableAt,
    add: (costs) => void added.push(...costs),
    close: (midnight, buckets) => {
      if (plan) strays.close(midnight, buckets);
    },
  };
}

function usageLines(of: {
  plan: SpendPlan;
  specs: readonly BucketSpec[];
  strays: StrayStorage;
  days: BillDays;
}): BillLine[] {
  const { plan, specs, days } = of;
  const { savingsPlan, reservation } = plan;
  const lines = plan.workloads.flatMap((workload) => {
    const whole = workloadLines(workload, days);
    const isUnder = (commitment: { accountId: string; service: string } | null) =>
      commitment?.accountId === workload.accountId && commitment.service === workload.service;
    if (savingsPlan && isUnder(savingsPlan)) return underSavingsPlan(whole, savingsPlan, days);
    if (reservation && isUnder(reservation)) return underReservation(whole, reservation, days);
    return whole.flatMap((line) => discounted(line, workload.discount));
  });
  const surges = plan.surges.map((each) => surge(each, days));
  return [...lines, ...surges, ...storageLines({ plan, specs, days, strays: of.strays.series(days) })];
}

/** Takes away what happened after the last refresh. */
function hideUnseen(amounts: LineAmounts, of: { days: BillDays; visibleUntil: number }): void {
  const { firstDay, today } = of.days;
  for (const array of new Set(lineMetrics.map((metric) => amounts[metric])))
    for (let day = Math.max(firstDay, today - 2); day <= today; day++) {
      const share = Math.min(1, Math.max(0, (of.visibleUntil - day * DAY_MS) / DAY_MS));
      array[day - firstDay] = Math.round((array[day - firstDay] ?? 0) * share);
    }
}

/** Whether AWS still calls a day's costs estimated: the last two days, and a month until it is closed on the third. */
export function isEstimated(day: number, now: Date): boolean {
  const today = dayAt(now);
  const closed = monthStart(today - 2);
  return day >= Math.min(today - 2, closed);
}

/** The first day that may be asked for: thirteen months before the current one. */
export function oldestDay(now: Date): number {
  return monthStart(dayAt(now), -MONTHS_BEFORE);
}
