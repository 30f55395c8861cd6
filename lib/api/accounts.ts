import { countGuardrails, guardrailStandings } from '#lib/guardrails/guardrail-standing.ts';
import { type AccountMonth, accountMonth } from '#lib/store/account-month.ts';
import { type AccountView, accountViews } from '#lib/store/account-views.ts';
import { awsNow } from '#lib/store/clock.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { answer, json } from './answer.ts';
import { noQuery, parsedQuery } from './parsed.ts';

/** `GET /api/v1/accounts`: every account that is known, also those that left or are left out; never asked of AWS. */
export function getAccounts(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    parsedQuery(noQuery, request);
    const [views, month, guardrails] = await Promise.all([accountViews(), monthSoFar(), guardrailsByAccount()]);
    return json({
      items: views.map((view) => accountJson({ view, month, guardrails: guardrails.get(view.accountId) ?? null })),
    });
  });
}

async function monthSoFar(): Promise<AccountMonth | null> {
  return accountMonth({ now: await awsNow() });
}

async function guardrailsByAccount() {
  const snapshot = await latestSpendSnapshot();
  const readings = snapshot ? await spendReadings({ snapshotId: snapshot.snapshotId, kind: 'guardrails' }) : [];
  const standings = Map.groupBy(guardrailStandings(readings), ({ accountId }) => accountId);
  return new Map([...standings].map(([accountId, own]) => [accountId, countGuardrails(own)]));
}

function accountJson({
  view,
  month,
  guardrails,
}: {
  view: AccountView;
  month: AccountMonth | null;
  guardrails: ReturnType<typeof countGuardrails> | null;
}) {
  const { uploads, bytes, monthlyUsd, atLeast, displayName: _display, ...account } = view;
  const spent = month?.spend.get(view.accountId);
  return {
    ...account,
    waste: { uploads, bytes, monthlyUsd, atLeast },
    spend:
      month && spent !== undefined
        ? { monthToDate: spent, currency: month.currency, from: month.from, to: month.to }
        : null,
    guardrails,
  };
}
