import type { BillLine, LineKey } from './bill-line.ts';
import { daysInMonth, monthStart } from './calendar.ts';
import { nanosOf } from './nano.ts';
import type { SpendPlan } from './spend-plan.ts';
import type { BillDays } from './workload-lines.ts';

const SAVINGS_PLANS = 'Savings Plans for AWS Compute usage';

/** Lines of the account's service as a Savings Plan leaves them, and the plan's own. */
export function underSavingsPlan(
  lines: readonly BillLine[],
  plan: NonNullable<SpendPlan['savingsPlan']>,
  days: BillDays,
): BillLine[] {
  const { accountId, discount, usdPerDay } = plan;
  const fee = nanosOf(usdPerDay);
  const total = totalOf(lines);
  const capacity = total.map(() => fee / (1 - discount));
  const used = new Float64Array(total.length);
  const split = lines.flatMap((line) => {
    const covered = coveredPart(line, { total, capacity });
    const cost = covered.map((amount) => Math.round(amount * (1 - discount)));
    for (let day = 0; day < used.length; day++) used[day] = (used[day] ?? 0) + (cost[day] ?? 0);
    const negated = covered.map((amount) => -amount);
    return [
      ...remainder(line, covered),
      lineOf(
        { ...line, recordType: 'SavingsPlanCoveredUsage' },
        {
          unblended: covered,
          amortized: cost,
          onDemand: covered,
          quantity: quantityOf(line, covered),
        },
      ),
      lineOf({ ...line, recordType: 'SavingsPlanNegation', unit: 'N/A' }, { unblended: negated }),
    ];
  });
  const region = 'global';
  const key = { accountId, service: SAVINGS_PLANS, region, usageType: 'ComputeSP:1yrNoUpfront', unit: 'Hrs' };
  const paid = total.map(() => fee);
  return [
    ...split,
    lineOf(
      { ...key, recordType: 'SavingsPlanRecurringFee' },
      {
        unblended: paid,
        amortized: paid.map((amount, day) => Math.max(0, amount - (used[day] ?? 0))),
        quantity: total.map((_, day) => (day <= days.today - days.firstDay ? nanosOf(24) : 0)),
      },
    ),
  ];
}

/** Lines of the account's service as reserved capacity leaves them, and the monthly fee, which is paid on the first. */
export function underReservation(
  lines: readonly BillLine[],
  plan: NonNullable<SpendPlan['reservation']>,
  days: BillDays,
): BillLine[] {
  const { discount } = plan;
  const worth = nanosOf(plan.onDemandUsd);
  const total = totalOf(lines);
  const capacity = total.map(() => worth);
  const share = 1 - discount;
  const used = new Float64Array(total.length);
  const [first] = lines;
  if (!first) return [];
  const split = lines.flatMap((line) => {
    const covered = coveredPart(line, { total, capacity });
    const cost = covered.map((amount) => Math.round(amount * share));
    for (let day = 0; day < used.length; day++) used[day] = (used[day] ?? 0) + (cost[day] ?? 0);
    return [
      ...remainder(line, covered),
      lineOf(
        { ...line, recordType: 'DiscountedUsage' },
        {
          amortized: cost,
          onDemand: covered,
          quantity: quantityOf(line, covered),
        },
      ),
    ];
  });
  const daily = Math.round(worth * share);
  const monthly = total.map((_, index) => {
    const day = days.firstDay + index;
    return day === monthStart(day) ? daily * daysInMonth(day) : 0;
  });
  return [
    ...split,
    lineOf(
      { ...first, recordType: 'Recurring' },
      {
        unblended: monthly,
        amortized: total.map((_, day) => Math.max(0, daily - (used[day] ?? 0))),
        // Hours that are paid for, at what an hour costs on demand.
        quantity: quantityOf(first, capacity),
      },
    ),
  ];
}

function lineOf(key: LineKey, amounts: Partial<BillLine['amounts']>): BillLine {
  const [some] = Object.values(amounts);
  const nothing = new Float64Array(some?.length ?? 0);
  const { unblended = nothing, amortized = nothing, onDemand = nothing, quantity = nothing } = amounts;
  const { accountId, service, region, usageType, recordType, unit } = key;
  return {
    ...{ accountId, service, region, usageType, recordType, unit },
    amounts: { unblended, amortized, netUnblended: unblended, netAmortized: amortized, onDemand, quantity },
  };
}

/** What the commitment takes of a line: its part of what fits into the capacity of the day. */
function coveredPart(line: BillLine, of: { total: Float64Array; capacity: Float64Array }): Float64Array {
  return line.amounts.unblended.map((cost, day) => {
    const total = of.total[day] ?? 0;
    return total === 0 ? 0 : Math.round(cost * Math.min(1, (of.capacity[day] ?? 0) / total));
  });
}

function remainder(line: BillLine, covered: Float64Array): BillLine[] {
  const rest = line.amounts.unblended.map((cost, day) => cost - (covered[day] ?? 0));
  if (rest.every((amount) => amount === 0)) return [];
  return [lineOf(line, { unblended: rest, amortized: rest, onDemand: rest, quantity: quantityOf(line, rest) })];
}

/** As much of the line's quantity as a part of its cost is worth. */
function quantityOf(line: BillLine, part: Float64Array): Float64Array {
  const { unblended, quantity } = line.amounts;
  return part.map((amount, day) => {
    const cost = unblended[day] ?? 0;
    return cost === 0 ? 0 : Math.round(((quantity[day] ?? 0) * amount) / cost);
  });
}

function totalOf(lines: readonly BillLine[]): Float64Array {
  const total = new Float64Array(lines[0]?.amounts.unblended.length ?? 0);
  for (const { amounts } of lines)
    for (let day = 0; day < total.length; day++) total[day] = (total[day] ?? 0) + (amounts.unblended[day] ?? 0);
  return total;
}
