import { hashOf } from '../random.ts';
import { type BillLine, plainLine } from './bill-line.ts';
import { isWeekend } from './calendar.ts';
import { nanosOf } from './nano.ts';
import type { Workload } from './spend-plan.ts';
import { usageTypeIn } from './usage-type.ts';

/** The days a bill covers, from `firstDay` to `today`; growth counts from the birthday. */
export type BillDays = { seed: string; firstDay: number; today: number; birthday: number };

/** A workload's whole days at list price, a line for each region and usage type. */
export function workloadLines(workload: Workload, days: BillDays): BillLine[] {
  const { accountId, service } = workload;
  const rhythm = rhythmOf(workload, days);
  return Object.entries(workload.regions).flatMap(([region, regionShare]) =>
    Object.entries(workload.usage).map(([name, { share, unit, price }]) => {
      const usageType = workload.isGlobal ? name : usageTypeIn(region, name);
      const hash = hashOf(`${days.seed} ${accountId} ${service} ${usageType}`);
      const base = workload.usd * regionShare * share;
      const costs = rhythm.map((factor, index) =>
        nanosOf(base * factor * varied(hash, days.firstDay + index, workload.noise)),
      );
      const quantity = costs.map((cost) => Math.round(cost / price));
      return plainLine({ accountId, service, region, usageType, recordType: 'Usage', unit }, costs, quantity);
    }),
  );
}

/** Usage with a negotiated discount: net costs are lower, unblended ones are lowered by a line of their own. */
export function discounted(line: BillLine, share: number): BillLine[] {
  if (share === 0) return [line];
  const { unblended } = line.amounts;
  const discount = unblended.map((cost) => -Math.round(cost * share));
  const net = unblended.map((cost, day) => cost + (discount[day] ?? 0));
  const nothing = new Float64Array(unblended.length);
  const key = { ...line, recordType: 'Enterprise Discount Program Discount' as const, unit: 'N/A' };
  return [
    { ...line, amounts: { ...line.amounts, netUnblended: net, netAmortized: net } },
    {
      ...key,
      amounts: {
        unblended: discount,
        amortized: discount,
        netUnblended: nothing,
        netAmortized: nothing,
        onDemand: nothing,
        quantity: nothing,
      },
    },
  ];
}

function rhythmOf({ growth, weekend }: Workload, { firstDay, today, birthday }: BillDays): Float64Array {
  const perDay = Math.log(1 + growth) / 365;
  return Float64Array.from({ length: today - firstDay + 1 }, (_, index) => {
    const day = firstDay + index;
    return Math.exp(perDay * (day - birthday)) * (isWeekend(day) ? weekend : 1);
  });
}

/** Around 1, `spread` either way; the same for the same line and day. */
export function varied(hash: number, day: number, spread: number): number {
  let mixed = (hash + Math.imul(day, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return 1 + spread * (((mixed ^ (mixed >>> 16)) >>> 0) / 2_147_483_648 - 1);
}
