import { maxReadingAgeDays } from '#lib/collect/rhythm.ts';
import { accountActions } from '#lib/fix/account-actions.ts';
import { isUnlisted } from '#lib/guardrails/account-state.ts';
import { type GuardrailGlance, guardrailGlance } from '#lib/guardrails/guardrail-standing.ts';
import { standingsOfLookedAt, standingsOfOut } from '#lib/guardrails/looked-at.ts';
import { type AccountMonth, accountMonth } from '#lib/store/account-month.ts';
import { type AccountView, accountViews } from '#lib/store/account-views.ts';
import { awsNow } from '#lib/store/clock.ts';
import { lastReadings, latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { triedActions } from '#lib/store/tried-actions.ts';
import { isHiddenKnown } from '#lib/waste/hidden.ts';
import { accountsQuery } from './accounts-input.ts';
import { answer, json } from './answer.ts';
import { inAskedScope } from './asked-scope.ts';
import { pageOf } from './page-of.ts';
import { parsedQuery } from './parsed.ts';

/** `GET /api/v1/accounts`: every account that is known, also those that left or are left out; never asked of AWS. */
export function getAccounts(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { cursor, limit, ...scope } = parsedQuery(accountsQuery, request);
    const [all, month, tried, isAsked] = await Promise.all([
      accountViews(),
      monthSoFar(),
      triedActions(),
      inAskedScope(scope),
    ]);
    const tie = ({ accountId }: AccountView): [string, string] => [accountId, ''];
    const { items: views, nextCursor } = pageOf(all.filter(isAsked), { sort: 'name', tie, cursor, limit });
    const guardrails = await guardrailsByAccount(views);
    return json({
      items: views.map((view) => ({
        ...accountJson({ view, month }),
        ...guardrailsJson(view, guardrails.get(view.accountId) ?? null),
        ...accountActions(view, tried.get(view.accountId)),
      })),
      nextCursor,
    });
  });
}

async function monthSoFar(): Promise<AccountMonth | null> {
  return accountMonth({ now: await awsNow() });
}

async function guardrailsByAccount(views: readonly AccountView[]): Promise<Map<string, GuardrailGlance | null>> {
  const [snapshot, now] = await Promise.all([latestSpendSnapshot(), awsNow()]);
  const readings = snapshot ? await spendReadings({ snapshotId: snapshot.snapshotId, kind: 'guardrails' }) : [];
  const out = views.filter(({ notLookedAt }) => notLookedAt !== null);
  const last = await lastReadings({ kind: 'guardrails', accountIds: out.map(({ accountId }) => accountId) });
  const all = [
    ...standingsOfLookedAt({ views, readings, now, maxAgeDays: maxReadingAgeDays() }),
    ...standingsOfOut({ views: out, readings: last }),
  ];
  const standings = Map.groupBy(all, ({ accountId }) => accountId);
  return new Map([...standings].map(([accountId, own]) => [accountId, guardrailGlance(own)]));
}

/** Of an account that is not looked at nothing is said of now: what its checks said last stands apart. */
function guardrailsJson({ notLookedAt }: AccountView, glance: GuardrailGlance | null) {
  if (notLookedAt === null) return { guardrails: glance, lastGuardrails: null };
  const last = glance?.lastKnown ? { ...glance.lastKnown, checkedAt: glance.checkedAt } : null;
  return { guardrails: null, lastGuardrails: last };
}

function accountJson({ view, month }: { view: AccountView; month: AccountMonth | null }) {
  const { buckets, protectedBuckets, unreadable, uploads, bytes, monthlyUsd, atLeast, ...rest } = view;
  const { lastKnown, displayName: _display, lookedAt: _looked, isToBeListed: _isToBeListed, ...account } = rest;
  const isListed = view.notLookedAt === null && !isUnlisted(view);
  const isKnown = view.notLookedAt === null && isHiddenKnown(view);
  const spent = month?.spend.get(view.accountId);
  return {
    ...account,
    buckets: isListed ? buckets : null,
    protectedBuckets: isListed ? protectedBuckets : null,
    unreadable: isListed ? unreadable : null,
    waste: {
      uploads: isKnown ? uploads : null,
      bytes: isKnown ? bytes : null,
      monthlyUsd: isKnown ? monthlyUsd : null,
      atLeast,
      lastKnown,
    },
    spend:
      month && spent !== undefined
        ? { monthToDate: spent, currency: month.currency, from: month.from, to: month.to }
        : null,
  };
}
