import { actionRefusal } from '../access.ts';
import { answerBudgets } from '../budgets/dispatch.ts';
import { answerCostExplorer } from '../cost-explorer/dispatch.ts';
import type { Answer } from '../s3/request.ts';
import { denied } from './failure.ts';
import { failAsPlanned, faultOf } from './planned-failure.ts';
import type { JsonRequest } from './request.ts';

export const jsonHeaders = { 'Content-Type': 'application/x-amz-json-1.1', Server: 'Server' };

/** What a server answers that knows no such call. */
const page =
  '<!doctype html>\n<html lang="en"><title>Internal Server Error</title><h1>Internal Server Error</h1></html>';

/** Answers one authenticated call of Cost Explorer or Budgets. @throws ServiceFailure */
export function answerJson(request: JsonRequest): Answer {
  const { service, operation, caller, faults } = request;
  const { state } = faultOf(request);
  if (state === 'html' || state === 'htmlOk')
    return { status: state === 'html' ? 500 : 200, headers: { 'Content-Type': 'text/html' }, body: page };
  failAsPlanned(request);
  const action = actionOf(request);
  const resource =
    service === 'ce'
      ? `arn:aws:ce:us-east-1:${caller.accountId}:/${operation}`
      : `arn:aws:budgets::${caller.accountId}:budget/*`;
  const refusal = actionRefusal({ caller, faults, action, resource });
  if (refusal !== null) throw denied(refusal);
  const answer = service === 'ce' ? answerCostExplorer(request) : answerBudgets(request);
  return { status: 200, headers: jsonHeaders, body: JSON.stringify(answer) };
}

function actionOf({ service, operation }: JsonRequest): string {
  if (service === 'ce') return `ce:${operation}`;
  return /^Describe/.test(operation) ? 'budgets:ViewBudget' : 'budgets:ModifyBudget';
}
