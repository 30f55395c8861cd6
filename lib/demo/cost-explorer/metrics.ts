import { type BillLine, type LineMetric, lineMetrics } from '../bill/bill-line.ts';
import { decimalOf } from '../bill/nano.ts';
import { validation } from '../json/failure.ts';
import type { DayRange } from './time-period.ts';

/** Cost Explorer's metrics and what they are here: nothing is blended or normalised. */
const metrics: Record<string, LineMetric> = {
  UnblendedCost: 'unblended',
  BlendedCost: 'unblended',
  AmortizedCost: 'amortized',
  NetUnblendedCost: 'netUnblended',
  NetAmortizedCost: 'netAmortized',
  UsageQuantity: 'quantity',
  NormalizedUsageAmount: 'quantity',
};

export type AskedMetric = { name: string; metric: LineMetric };

/** Metrics by name, `UnblendedCost` or `UNBLENDED_COST`. @throws ServiceFailure ValidationException */
export function askedMetrics(names: readonly string[]): AskedMetric[] {
  if (names.length === 0) throw validation('Metrics is required: at least one must be set.');
  return [...new Set(names)].map((name) => {
    const camel = Object.keys(metrics).find((each) => each === name || upper(each) === name);
    const metric = camel && metrics[camel];
    if (!metric) throw validation(`Metric ${name} is not valid. Valid values are ${Object.keys(metrics).join(', ')}.`);
    return { name: camel, metric };
  });
}

/** Billionths of lines over days counted from the bill's first day. */
export function sumOver(lines: readonly BillLine[], metric: LineMetric, indexes: DayRange): number {
  let sum = 0;
  for (const { amounts } of lines) {
    const array = amounts[metric];
    for (let index = indexes.start; index < indexes.end; index++) sum += array[index] ?? 0;
  }
  return sum;
}

/** Whether anything at all is billed; costs may be zero by one metric and not by another. */
export function hasAny({ amounts }: BillLine, { start, end }: DayRange): boolean {
  return lineMetrics.some((metric) => {
    const array = amounts[metric];
    for (let index = start; index < end; index++) if (array[index]) return true;
    return false;
  });
}

/** Amounts by metric as the API gives them. Quantities bear the unit that all lines share. */
export function metricValues(
  lines: readonly BillLine[],
  of: { metrics: readonly AskedMetric[]; indexes: DayRange; currency: string },
): Record<string, { Amount: string; Unit: string }> {
  return Object.fromEntries(
    of.metrics.map(({ name, metric }) => [
      name,
      {
        Amount: decimalOf(sumOver(lines, metric, of.indexes)),
        Unit: metric === 'quantity' ? unitOf(lines) : of.currency,
      },
    ]),
  );
}

function unitOf(lines: readonly BillLine[]): string {
  const [first] = lines;
  return first && lines.every(({ unit }) => unit === first.unit) ? first.unit : 'N/A';
}

function upper(camel: string): string {
  return camel.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase();
}
