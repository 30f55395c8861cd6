import { evidenceOf, type GuardrailStanding, guardrailStandings } from '#lib/guardrails/guardrail-standing.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { guardrailsQuery } from './accounts-input.ts';
import { answer, json } from './answer.ts';
import { parsedQuery } from './parsed.ts';

/** `GET /api/v1/guardrails`: what every check says of every account, as last read; never asked of AWS. */
export function getGuardrails(request: Request): Promise<Response> {
  return answer(request, async () => {
    const { account } = parsedQuery(guardrailsQuery, request);
    const snapshot = await latestSpendSnapshot();
    if (!snapshot) return json({ snapshotId: null, items: [] });
    const { snapshotId } = snapshot;
    const standings = guardrailStandings(await spendReadings({ snapshotId, kind: 'guardrails' }));
    const own = standings.filter(({ accountId }) => account === undefined || accountId === account);
    return json({ snapshotId, items: own.map(guardrailJson) });
  });
}

function guardrailJson(standing: GuardrailStanding) {
  const { check: id, accountId, accountName, status, checkedAt, stale, findings, missing } = standing;
  const check = checkOf(id);
  return {
    id,
    accountId,
    accountName,
    status,
    title: (status === 'pass' ? check?.passedTitle : check?.title) ?? id,
    evidence: evidenceOf(standing),
    checkedAt,
    stale,
    findings: findings.map(({ resource, verdict, what, since }) => ({ resource, verdict, what, since })),
    missing,
  };
}
