import type { Check } from '#lib/guardrails/check.ts';
import { evidenceOf, type GuardrailStanding, guardrailStandings } from '#lib/guardrails/guardrail-standing.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { guardrailsQuery } from './accounts-input.ts';
import { answer, json } from './answer.ts';
import { parsedQuery } from './parsed.ts';

/** `GET /api/v1/guardrails`: what every check says of every account, as last read; never asked of AWS. */
export function getGuardrails(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { account } = parsedQuery(guardrailsQuery, request);
    const snapshot = await latestSpendSnapshot();
    if (!snapshot) return json({ snapshotId: null, items: [] });
    const { snapshotId } = snapshot;
    const standings = guardrailStandings(await spendReadings({ snapshotId, kind: 'guardrails' }));
    const own = standings.filter(({ accountId }) => account === undefined || accountId === account);
    return json({ snapshotId, items: own.map(guardrailJson) });
  });
}

/** Of what could not be seen neither is said. */
function titleOf({ title, passedTitle }: Check, status: GuardrailStanding['status']): string {
  if (status === 'blind') return `Not known: ${title}`;
  return status === 'pass' ? passedTitle : title;
}

function guardrailJson(standing: GuardrailStanding) {
  const { check: id, accountId, accountName, status, checkedAt, stale, findings, missing } = standing;
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
    findings: findings.map(({ resource, verdict, what, since }) => ({ resource, verdict, what, since })),
    missing,
  };
}
