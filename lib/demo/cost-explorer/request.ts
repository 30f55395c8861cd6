import type { BillTable } from '../bill/bill.ts';
import type { BillLine } from '../bill/bill-line.ts';
import type { JsonRequest } from '../json/request.ts';
import type { NamesOfAccounts } from './expression.ts';

/** A call of Cost Explorer with what its caller may see of the bill. */
export type CostExplorerRequest = JsonRequest & {
  now: Date;
  table: BillTable;
  /** Of all accounts for the payer, of its own for a member. */
  lines: readonly BillLine[];
  isPayer: boolean;
  nameOf: NamesOfAccounts;
};
