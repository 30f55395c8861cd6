import { z } from 'zod';
import type { Judgement } from './judge.ts';
import { blindSchema } from './part.ts';
import { checks } from './registry.ts';

const time = z.iso.datetime();
const findingSchema = z.object({
  id: z.string(),
  check: z.string(),
  accountId: z.string(),
  verdict: z.enum(['fail', 'pass', 'note']),
  resource: z.string(),
  what: z.string(),
  since: z.string().nullable(),
});
const judgementSchema = z.object({
  id: z.string(),
  check: z.string(),
  accountId: z.string(),
  status: z.enum(['pass', 'fail', 'blind', 'crashed']),
  findings: z.array(findingSchema),
  missing: z.array(blindSchema.extend({ resource: z.string() })),
  message: z.string().nullable(),
  basis: z.string().nullable().default(null),
  checkedAt: time,
});

/** As a reading of guardrails keeps them. */
const judgementsSchema = z.object({ judgements: z.array(judgementSchema) });

/** What a check says of an account. A check that crashed said nothing: it is blind, with its message. */
export type GuardrailStanding = Omit<Judgement, 'status' | 'message'> & {
  accountName: string;
  status: 'pass' | 'fail' | 'blind';
  /** Why it is blind, in words; null where it is not. */
  problem: string | null;
  /** Why the account could not be read since `checkedAt`; null where it could. */
  stale: string | null;
};

type Reading = {
  accountId: string;
  accountName: string;
  problem: string | null;
  state: string;
  readAt: Date;
  data: unknown;
};

/**
 * What every check says of every account that was asked, out of a snapshot's readings of guardrails, in the order of the
 * registry and then by name. Of an account that could never be read every check is blind: nothing is left out as if it were clean.
 * @param unreached why nothing of an account can be read since, by account, which makes what was read stale
 */
export function guardrailStandings(
  readings: readonly Reading[],
  unreached: (accountId: string) => string | null = () => null,
): GuardrailStanding[] {
  const accounts = [...readings].sort((a, b) => a.accountName.localeCompare(b.accountName));
  const all = accounts.flatMap((reading) => standingsOf(reading, unreached(reading.accountId)));
  const order = new Map(checks.map(({ id }, index) => [id, index]));
  return all.sort((a, b) => (order.get(a.check) ?? 0) - (order.get(b.check) ?? 0));
}

function standingsOf(
  { accountId, accountName, state, problem, readAt, data }: Reading,
  unreached: string | null,
): GuardrailStanding[] {
  const known = judgementsSchema.safeParse(data);
  const failed = state !== 'ok' && state !== 'none';
  const judgements = known.success ? known.data.judgements : [];
  return checks.map((check) => {
    const own = judgements.find((judgement) => judgement.check === check.id);
    if (own) {
      const { status, message, ...judged } = own;
      return {
        ...judged,
        accountName,
        status: status === 'crashed' ? 'blind' : status,
        problem: status === 'pass' || status === 'fail' ? null : (message ?? problemIn(judged.missing)),
        stale: failed ? problem : unreached,
      };
    }
    const id = `${check.id}/${accountId}`;
    const why = problem ?? 'This account has not been checked for it yet.';
    const nothing = { findings: [], missing: [], stale: null, basis: null, checkedAt: readAt.toISOString() };
    return { id, check: check.id, accountId, accountName, status: 'blind', problem: why, ...nothing };
  });
}

function problemIn(missing: readonly { problem: string }[]): string {
  return [...new Set(missing.map(({ problem }) => problem))].join(' ') || 'It could not be seen.';
}

/** The evidence in a few sentences, at most so many findings by name, and what it rests on; of one that is blind why it is. */
export function evidenceOf(
  { status, findings, problem, basis }: Pick<GuardrailStanding, 'status' | 'findings' | 'problem' | 'basis'>,
  most = 20,
): string {
  if (status === 'blind') return problem ?? '';
  const telling = findings.filter(({ verdict }) => verdict === (status === 'fail' ? 'fail' : 'pass'));
  const said = telling.slice(0, most).map(({ what }) => what);
  return [
    ...said,
    ...(telling.length > most ? [`And ${telling.length - most} more.`] : []),
    ...(basis === null ? [] : [basis]),
  ].join(' ');
}

export type GuardrailCount = { pass: number; fail: number; blind: number };

/** How many checks say what. */
export function countGuardrails(standings: readonly Pick<GuardrailStanding, 'status'>[]): GuardrailCount {
  const count = { pass: 0, fail: 0, blind: 0 };
  for (const { status } of standings) count[status] += 1;
  return count;
}

/** How all checks of one account stand together. */
export type GuardrailGlance = GuardrailCount & {
  /** When the account was last checked, ISO 8601; of several times the earliest. */
  checkedAt: string;
  /** Why it could not be read since; null: it could. */
  stale: string | null;
};

/** Of one account's standings; null where there are none. */
export function guardrailGlance(
  standings: readonly Pick<GuardrailStanding, 'status' | 'checkedAt' | 'stale'>[],
): GuardrailGlance | null {
  const [checkedAt] = standings.map((standing) => standing.checkedAt).sort();
  if (checkedAt === undefined) return null;
  const stale = standings.find((standing) => standing.stale !== null)?.stale ?? null;
  return { ...countGuardrails(standings), checkedAt, stale };
}
