import { z } from 'zod';
import type { BillLine } from '../bill/bill-line.ts';
import { decimalOf } from '../bill/nano.ts';
import { percent } from '../budgets/commitment-percent.ts';
import { inputOf } from '../json/request.ts';
import { commitmentPeriods, commitmentSchema, indexesOf } from './commitment-period.ts';
import { type Expression, matcherOf } from './expression.ts';
import { dataUnavailable } from './failure.ts';
import { sumOver } from './metrics.ts';
import type { CostExplorerRequest } from './request.ts';
import { type DayRange, intervalOf } from './time-period.ts';

/** Asked for when a filter names no service (API reference of GetReservationUtilization). */
const DEFAULT_SERVICE = 'Amazon Elastic Compute Cloud - Compute';

const schema = commitmentSchema.extend({
  NextPageToken: z.string().optional(),
  Metrics: z.array(z.string()).optional(),
});

/** GetReservationUtilization of one service, EC2 unless named. @throws ServiceFailure */
export function getReservationUtilization(request: CostExplorerRequest): object {
  const input = inputOf(schema, request);
  const { range, periods } = commitmentPeriods(input, request);
  const lines = linesOfService(input.Filter, request);
  const total = (period: DayRange) => utilizationOf(lines, indexesOf(period, request));
  return {
    UtilizationsByTime: periods.map((period) => ({
      TimePeriod: intervalOf(period),
      Groups: [],
      Total: total(period),
    })),
    Total: total(range),
  };
}

/** GetReservationCoverage of one service, EC2 unless named. @throws ServiceFailure */
export function getReservationCoverage(request: CostExplorerRequest): object {
  const input = inputOf(schema, request);
  const { range, periods } = commitmentPeriods(input, request);
  const lines = linesOfService(input.Filter, request);
  const total = (period: DayRange) => coverageOf(lines, indexesOf(period, request));
  return {
    CoveragesByTime: periods.map((period) => ({ TimePeriod: intervalOf(period), Groups: [], Total: total(period) })),
    Total: total(range),
  };
}

function linesOfService(filter: Expression | undefined, request: CostExplorerRequest): BillLine[] {
  const matches = matcherOf(filter, request.nameOf);
  const namesService = JSON.stringify(filter ?? {}).includes('"SERVICE"');
  const lines = request.lines.filter((line) => matches(line) && (namesService || line.service === DEFAULT_SERVICE));
  if (!lines.some(({ recordType }) => recordType === 'DiscountedUsage')) throw dataUnavailable();
  return lines;
}

function utilizationOf(lines: readonly BillLine[], indexes: DayRange): object {
  const used = lines.filter(({ recordType }) => recordType === 'DiscountedUsage');
  const fees = lines.filter(({ recordType }) => recordType === 'Recurring');
  const usedFee = sumOver(used, 'amortized', indexes);
  const unusedFee = sumOver(fees, 'amortized', indexes);
  const onDemand = sumOver(used, 'onDemand', indexes);
  const fee = usedFee + unusedFee;
  const hours = sumOver(fees, 'quantity', indexes);
  const usedHours = fee === 0 ? 0 : Math.round((hours * usedFee) / fee);
  // Used to the last hour, the fee would have replaced this much.
  const potential = usedFee === 0 ? 0 : Math.round((onDemand * fee) / usedFee) - fee;
  const realized = onDemand - usedFee;
  return {
    UtilizationPercentage: percent(usedFee, unusedFee),
    PurchasedHours: decimalOf(hours),
    TotalActualHours: decimalOf(usedHours),
    UnusedHours: decimalOf(hours - usedHours),
    OnDemandCostOfRIHoursUsed: decimalOf(onDemand),
    NetRISavings: decimalOf(onDemand - fee),
    TotalPotentialRISavings: decimalOf(potential),
    AmortizedUpfrontFee: '0',
    AmortizedRecurringFee: decimalOf(fee),
    TotalAmortizedFee: decimalOf(fee),
    RICostForUnusedHours: decimalOf(unusedFee),
    RealizedSavings: decimalOf(realized),
    UnrealizedSavings: decimalOf(Math.max(0, potential - realized)),
  };
}

function coverageOf(lines: readonly BillLine[], indexes: DayRange): object {
  const ofType = (type: string) => lines.filter(({ recordType }) => recordType === type);
  const reserved = sumOver(ofType('DiscountedUsage'), 'quantity', indexes);
  const open = sumOver(ofType('Usage'), 'quantity', indexes);
  return {
    CoverageHours: {
      OnDemandHours: decimalOf(open),
      ReservedHours: decimalOf(reserved),
      TotalRunningHours: decimalOf(open + reserved),
      CoverageHoursPercentage: percent(reserved, open),
    },
    CoverageCost: { OnDemandCost: decimalOf(sumOver(ofType('Usage'), 'onDemand', indexes)) },
  };
}
