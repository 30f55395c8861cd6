import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { budgetActions } from '#lib/fix/actions.ts';
import { applyStarterBudget } from '#lib/fix/starter-budget-apply.ts';
import { planStarterBudget } from '#lib/fix/starter-budget-plan.ts';
import { accountOfStarter, undoStarterBudget } from '#lib/fix/starter-budget-undo.ts';
import { ofLookedAt } from '#lib/guardrails/looked-at.ts';
import { asWhom } from '#lib/identity-center/as-whom.ts';
import { type BudgetStanding, budgetStandings } from '#lib/spend/budget-standing.ts';
import { unreadPayer } from '#lib/spend/unread-payer.ts';
import { accountViews } from '#lib/store/account-views.ts';
import { awsNow } from '#lib/store/clock.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { type StarterView, startersInForce } from '#lib/store/starter-budgets.ts';
import { answer, json } from './answer.ts';
import { inAskedScope } from './asked-scope.ts';
import { readBody } from './body.ts';
import { budgetsQuery, starterBody, starterParams } from './budgets-input.ts';
import { undoBody } from './inputs.ts';
import { parsed, parsedQuery } from './parsed.ts';

/** `GET /api/v1/budgets`: as last read, the one that needs a person first; never asked of AWS. */
export function getBudgets(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const isAsked = await inAskedScope(parsedQuery(budgetsQuery, request));
    const nothing = { snapshotId: null, items: [], unread: [], missing: [], unknown: [] };
    const snapshot = await latestSpendSnapshot();
    if (!snapshot) return json(nothing);
    const { snapshotId } = snapshot;
    const [readings, views, starters, now] = await Promise.all([
      spendReadings({ snapshotId, kind: 'budgets' }),
      accountViews(),
      startersInForce(),
      awsNow(),
    ]);
    // Guardrails alone were read.
    if (readings.length === 0) return json(nothing);
    const own = ofLookedAt(readings, views);
    const payer = unreadPayer({ accounts: views, readings: own });
    const { items, unread, missing, unknown } = budgetStandings({ readings: own, payer, now });
    return json({
      snapshotId,
      items: items.filter(isAsked).map((standing) => budgetJson(standing, starters)),
      unread: unread
        .filter(isAsked)
        .map(({ accountId, accountName, state, problem }) => ({ accountId, accountName, state, problem })),
      missing: missing.filter(isAsked),
      unknown: unknown.filter(isAsked),
    });
  });
}

/** `POST /api/v1/budgets/starter`: what would be sent, or with `"dryRun": false` the budget. */
export function postStarter(request: Request): Promise<Response> {
  return answer(request, 'budget', async (viewer) => {
    const { dryRun, snsTopicArn, permissionSet, ...given } = await readBody(request, starterBody);
    const asked = { ...given, ...(snsTopicArn && { snsTopicArn }) };
    const whose = { owner: connectionOwner(viewer), accountId: asked.accountId, permissionSet };
    if (dryRun) return json(await asWhom({ ...whose, needs: [] }, (as) => planStarterBudget(asked, as)));
    const {
      outcome,
      request: sent,
      starter,
    } = await asWhom({ ...whose, needs: budgetActions }, (as) =>
      applyStarterBudget({ ...asked, actor: viewer.name, as }),
    );
    const { AccountId: accountId, Budget } = sent;
    return json({ accountId, name: Budget.BudgetName, outcome, request: sent, ...starterJson(starter) });
  });
}

/** `POST /api/v1/budgets/starter/{starterId}/undo` */
export function postUndoStarter(request: Request, params: { starterId: string }): Promise<Response> {
  return answer(request, 'budget', async (viewer) => {
    const { starterId } = parsed(starterParams, params, 'The path');
    const { permissionSet } = await readBody(request, undoBody);
    const place = { accountId: await accountOfStarter(starterId), permissionSet };
    const whose = { owner: connectionOwner(viewer), ...place, needs: budgetActions };
    const { starter } = await asWhom(whose, (as) => undoStarterBudget({ starterId, actor: viewer.name, as }));
    const { accountId, name, request: sent } = starter;
    return json({ accountId, name, outcome: 'undone', request: sent, ...starterJson(starter) });
  });
}

function starterJson(starter: StarterView | null) {
  return {
    starterId: starter?.starterId ?? null,
    state: starter?.state ?? null,
    actor: starter?.actor ?? null,
    appliedAt: starter?.appliedAt ?? null,
    undoneAt: starter?.undoneAt ?? null,
  };
}

function budgetJson(
  { accountId, accountName, budget, verdict, period, readAt }: BudgetStanding,
  starters: StarterView[],
) {
  const { name, type, timeUnit, notifications, filter, autoAdjust, plannedLimits, includesCredits } = budget;
  const starter = starters.find((own) => own.state === 'created' && own.accountId === accountId && own.name === name);
  return {
    accountId,
    accountName,
    name,
    type,
    period: timeUnit,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    limit: verdict.limit,
    actual: verdict.actual,
    forecast: verdict.forecast,
    unit: budget.limit?.unit ?? budget.actual?.unit ?? null,
    state: verdict.state,
    usedPercent: verdict.usedPercent,
    pacePercent: verdict.pacePercent,
    daysUntilOut: verdict.daysUntilOut,
    tellsNobody: verdict.tellsNobody,
    subscribers: subscribersOf(budget),
    notifications,
    filter,
    autoAdjust,
    plannedLimits,
    includesCredits,
    readAt,
    starterId: starter?.starterId ?? null,
  };
}

/** Each of them once, whatever the alert; null when some could not be read. */
function subscribersOf({ notifications }: BudgetStanding['budget']) {
  const lists = notifications?.map(({ subscribers }) => subscribers) ?? [null];
  if (lists.includes(null)) return null;
  const all = lists.flatMap((list) => list ?? []);
  return [...new Map(all.map((subscriber) => [`${subscriber.type} ${subscriber.address}`, subscriber])).values()];
}
