import { requireKnown } from '#lib/collect/asked-accounts.ts';
import { maxReadingAgeDays } from '#lib/collect/rhythm.ts';
import { whyNotLookedAt } from '#lib/guardrails/account-state.ts';
import { titleOf } from '#lib/guardrails/check-title.ts';
import { evidenceOf, type GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import { standingsOfLookedAt, standingsOfOut } from '#lib/guardrails/looked-at.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import { type AccountView, accountViews } from '#lib/store/account-views.ts';
import { awsNow } from '#lib/store/clock.ts';
import { lastReadings, latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { guardrailsQuery } from './accounts-input.ts';
import { answer, json } from './answer.ts';
import { inAskedScope } from './asked-scope.ts';
import { pageOf } from './page-of.ts';
import { parsedQuery } from './parsed.ts';

/** `GET /api/v1/guardrails`: what every check says of every account that is looked at, or of one, as last read; never asked of AWS. One that is not looked at tells what was known last. */
export function getGuardrails(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { account, ou, cursor, limit } = parsedQuery(guardrailsQuery, request);
    const notLookedAt = account === undefined ? null : whyNotLookedAt(await requireKnown(account));
    const [snapshot, views, now] = await Promise.all([latestSpendSnapshot(), accountViews(), awsNow()]);
    const snapshotId = snapshot?.snapshotId ?? null;
    const readings = snapshotId === null ? [] : await spendReadings({ snapshotId, kind: 'guardrails' });
    const standings =
      account !== undefined && notLookedAt !== null
        ? standingsOfOut({ views, readings: await lastReadings({ kind: 'guardrails', accountIds: [account] }) })
        : standingsOfLookedAt({ views, readings, now, maxAgeDays: maxReadingAgeDays() });
    const own = standings.filter(await inAskedScope({ account, ou }));
    const tie = ({ check, accountId }: GuardrailStanding): [string, string] => [check, accountId];
    const { items: page, nextCursor } = pageOf(own, { sort: 'check', tie, cursor, limit });
    const roles = new Map(views.map((view) => [view.accountId, missingRole(view)]));
    const items = page.map((standing) => guardrailJson(standing, roles.get(standing.accountId) ?? []));
    return json({ snapshotId, notLookedAt, items, nextCursor });
  });
}

/** Where the role itself is denied, that is what every check misses. */
function missingRole({ accountId, denied, reachable }: AccountView) {
  const role = reachable === 'no' ? denied.find(({ kind }) => kind === 'role') : undefined;
  if (!role) return [];
  const { action, by, problem, resource, statement, trust } = role;
  return [{ action, by, problem, resource: resource ?? accountId, statement, trust }];
}

function guardrailJson(standing: GuardrailStanding, role: ReturnType<typeof missingRole>) {
  const { check: id, accountId, accountName, status, checkedAt, stale, lastKnown, findings, missing } = standing;
  const check = checkOf(id);
  return {
    id,
    accountId,
    accountName,
    status,
    title: check === undefined ? id : titleOf(check, status),
    evidence: evidenceOf(standing),
    checkedAt,
    stale,
    lastKnown,
    findings: findings.map(({ resource, verdict, what, since }) => ({ resource, verdict, what, since })),
    missing: missing.length === 0 && status === 'blind' ? role : missing,
  };
}
