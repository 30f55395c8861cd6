import { z } from 'zod';
import type { BillLine } from '../bill/bill-line.ts';
import { decimalOf } from '../bill/nano.ts';
import { percent } from '../budgets/commitment-percent.ts';
import { validation } from '../json/failure.ts';
import { page } from '../json/paging.ts';
import { inputOf } from '../json/request.ts';
import { commitmentPeriods, commitmentSchema, indexesOf } from './commitment-period.ts';
import { matcherOf, valueGetter } from './expression.ts';
import { dataUnavailable } from './failure.ts';
import { sumOver } from './metrics.ts';
import type { CostExplorerRequest } from './request.ts';
import { type DayRange, intervalOf } from './time-period.ts';

/** Services that a Compute Savings Plan can cover. */
const eligible: readonly string[] = [
  'Amazon Elastic Compute Cloud - Compute',
  'AWS Lambda',
  'Amazon Elastic Container Service',
];

/** GetSavingsPlansUtilization. @throws ServiceFailure DataUnavailableException where none is owned. */
export function getSavingsPlansUtilization(request: CostExplorerRequest): object {
  const input = inputOf(commitmentSchema, request);
  const { range, periods } = commitmentPeriods(input, request);
  const lines = request.lines.filter(matcherOf(input.Filter, request.nameOf));
  if (!lines.some(({ recordType }) => recordType === 'SavingsPlanRecurringFee')) throw dataUnavailable();
  const utilization = (period: DayRange) => utilizationOf(lines, indexesOf(period, request));
  return {
    SavingsPlansUtilizationsByTime: periods.map((period) => ({
      TimePeriod: intervalOf(period),
      ...utilization(period),
    })),
    Total: utilization(range),
  };
}

const coverageSchema = commitmentSchema.extend({
  Metrics: z.array(z.string()).optional(),
  MaxResults: z.number().int().min(1).optional(),
  NextToken: z.string().optional(),
});

/** GetSavingsPlansCoverage: 20 items on a page unless asked. @throws ServiceFailure */
export function getSavingsPlansCoverage(request: CostExplorerRequest): object {
  const input = inputOf(coverageSchema, request);
  const { periods } = commitmentPeriods(input, request);
  const matches = matcherOf(input.Filter, request.nameOf);
  const lines = request.lines.filter((line) => eligible.includes(line.service) && matches(line));
  if (!lines.some(({ recordType }) => recordType === 'SavingsPlanCoveredUsage')) throw dataUnavailable();
  const [grouping] = input.GroupBy ?? [];
  const groups = grouping ? grouped(lines, grouping.Key, request) : [{ Attributes: {}, lines }];
  const all = periods.flatMap((period) =>
    groups.map((group) => ({
      Attributes: group.Attributes,
      Coverage: coverageOf(group.lines, indexesOf(period, request)),
      TimePeriod: intervalOf(period),
    })),
  );
  const { items, next } = page(all, { request: input, token: input.NextToken, size: input.MaxResults ?? 20 });
  return { SavingsPlansCoverages: items, ...(next !== undefined && { NextToken: next }) };
}

function utilizationOf(lines: readonly BillLine[], indexes: DayRange): object {
  const covered = lines.filter(({ recordType }) => recordType === 'SavingsPlanCoveredUsage');
  const fees = lines.filter(({ recordType }) => recordType === 'SavingsPlanRecurringFee');
  const used = sumOver(covered, 'amortized', indexes);
  const unused = sumOver(fees, 'amortized', indexes);
  const onDemand = sumOver(covered, 'onDemand', indexes);
  const total = used + unused;
  return {
    Utilization: {
      TotalCommitment: decimalOf(total),
      UsedCommitment: decimalOf(used),
      UnusedCommitment: decimalOf(unused),
      UtilizationPercentage: percent(used, unused),
    },
    Savings: { NetSavings: decimalOf(onDemand - total), OnDemandCostEquivalent: decimalOf(onDemand) },
    AmortizedCommitment: {
      AmortizedRecurringCommitment: decimalOf(total),
      AmortizedUpfrontCommitment: '0',
      TotalAmortizedCommitment: decimalOf(total),
    },
  };
}

function coverageOf(lines: readonly BillLine[], indexes: DayRange): object {
  const ofType = (type: string) => lines.filter(({ recordType }) => recordType === type);
  const covered = sumOver(ofType('SavingsPlanCoveredUsage'), 'onDemand', indexes);
  const open = sumOver(ofType('Usage'), 'onDemand', indexes);
  return {
    SpendCoveredBySavingsPlans: decimalOf(covered),
    OnDemandCost: decimalOf(open),
    TotalCost: decimalOf(covered + open),
    CoveragePercentage: percent(covered, open),
  };
}

function grouped(lines: readonly BillLine[], key: string, { nameOf }: CostExplorerRequest) {
  const get = ['SERVICE', 'REGION', 'INSTANCE_TYPE_FAMILY'].includes(key) ? valueGetter(key, nameOf) : null;
  if (!get) throw validation(`Group definition ${key} is not supported.`);
  return [...Map.groupBy(lines, get)].map(([value, each]) => ({ Attributes: { [key]: value }, lines: each }));
}
