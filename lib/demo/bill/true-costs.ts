import { z } from 'zod';
import type { BillTable } from './bill.ts';
import type { BillLine, LineMetric } from './bill-line.ts';
import { isoDay, monthStart, parseDay } from './calendar.ts';
import { decimalOf } from './nano.ts';

const recordClasses = ['usage', 'tax', 'credit', 'refund'] as const;
type RecordClass = (typeof recordClasses)[number];
const metrics: Record<string, LineMetric> = {
  unblended: 'unblended',
  amortized: 'amortized',
  netAmortized: 'netAmortized',
};
const groupings: Record<string, (line: BillLine) => string> = {
  service: ({ service }) => service,
  account: ({ accountId }) => accountId,
  region: ({ region }) => region,
  usageType: ({ usageType }) => usageType,
  recordType: classOf,
};

/** What a test asks: days inclusive and exclusive, groups, and what the lines must be. */
export const trueCostsSchema = z.object({
  from: z.string(),
  to: z.string(),
  granularity: z.enum(['daily', 'monthly', 'total']).default('total'),
  groupBy: z.array(z.enum(['service', 'account', 'region', 'usageType', 'recordType'])).default([]),
  metric: z.enum(['unblended', 'amortized', 'netAmortized']).default('unblended'),
  recordTypes: z.array(z.enum(recordClasses)).default([...recordClasses]),
  account: z.string().optional(),
  service: z.string().optional(),
  region: z.string().optional(),
  usageType: z.string().optional(),
});
export type TrueCostsQuestion = z.input<typeof trueCostsSchema>;
export type TrueCost = { start: string; keys: string[]; amount: string };

/** What things really cost, summed straight from the bill's lines; groups without any cost are left out. */
export function trueCosts(table: BillTable, question: TrueCostsQuestion): TrueCost[] {
  const asked = trueCostsSchema.parse(question);
  const [from, to] = [parseDay(asked.from), parseDay(asked.to)];
  if (from === null || to === null) throw new Error(`${asked.from} to ${asked.to} are not days such as 2026-11-23.`);
  const lines = table.lines.filter(
    (line) =>
      asked.recordTypes.includes(classOf(line)) &&
      line.accountId === (asked.account ?? line.accountId) &&
      line.service === (asked.service ?? line.service) &&
      line.region === (asked.region ?? line.region) &&
      line.usageType === (asked.usageType ?? line.usageType),
  );
  const sums = new Map<string, number>();
  for (const line of lines) {
    const amounts = line.amounts[metrics[asked.metric] ?? 'unblended'];
    const keys = asked.groupBy.map((name) => groupings[name]?.(line) ?? '');
    for (let day = Math.max(from, table.firstDay); day < Math.min(to, table.today + 1); day++) {
      const amount = amounts[day - table.firstDay] ?? 0;
      if (amount === 0) continue;
      const start = asked.granularity === 'total' ? from : asked.granularity === 'daily' ? day : monthStart(day);
      const name = JSON.stringify([isoDay(Math.max(start, from)), ...keys]);
      sums.set(name, (sums.get(name) ?? 0) + amount);
    }
  }
  return [...sums].sort().map(([name, nanos]) => {
    const [start = '', ...keys]: string[] = JSON.parse(name);
    return { start, keys, amount: decimalOf(nanos) };
  });
}

function classOf({ recordType }: BillLine): RecordClass {
  return recordClasses.find((each) => each === recordType.toLowerCase()) ?? 'usage';
}
