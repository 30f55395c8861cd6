import { z } from 'zod';
import { daysAgo, inDays, isOlderThan } from './days.ts';
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
const lastKnownSchema = z.object({ status: z.enum(['pass', 'fail']), evidence: z.string(), checkedAt: time });
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
  /** Of one that could not be judged: what it said when it could be. */
  lastKnown: lastKnownSchema.nullable().default(null),
});

/** As a reading of guardrails keeps them. */
const judgementsSchema = z.object({ judgements: z.array(judgementSchema) });

/** For so many days at least a reading says something of now: guardrails are read once a day, where the schedule is as often. */
export const MIN_READING_AGE_DAYS = 3;

/** Since when readings say nothing of now. */
export type ReadingAge = { now: Date; maxDays: number };

/** What a check said when the account could be seen last. */
export type LastKnownStanding = z.infer<typeof lastKnownSchema>;

/** What a check says of an account now. A check that crashed said nothing: it is blind, with its message. */
export type GuardrailStanding = Omit<Judgement, 'status' | 'message' | 'checkedAt'> & {
  accountName: string;
  status: 'pass' | 'fail' | 'blind';
  /** Why it is blind, in words; null where it is not. */
  problem: string | null;
  /** Why the account could not be read since `checkedAt`; null where it could. It is blind then. */
  stale: string | null;
  /** Of one that cannot be seen now: what it said before; null: it never said anything, or says it now. */
  lastKnown: LastKnownStanding | null;
  /** When the account was last looked at, ISO 8601; null: never. */
  checkedAt: string | null;
};

export type GuardrailReading = {
  accountId: string;
  accountName: string;
  problem: string | null;
  state: string;
  readAt: Date;
  data: unknown;
};

type Known = Pick<GuardrailReading, 'accountId' | 'accountName'> & {
  /** Null: nobody has looked yet. */
  reading: GuardrailReading | null;
  /** Why nothing of it can be read now; null: it can. */
  unreached: string | null;
};

/**
 * What every check says of every account, in the order of the registry and then by name. Nothing is left out as if it were
 * clean: of an account that was not looked at yet, or cannot be seen now, every check is blind.
 * @param age where readings may be old: one of more than `maxDays` says nothing of now
 */
export function guardrailStandings(accounts: readonly Known[], age: ReadingAge | null = null): GuardrailStanding[] {
  const byName = [...accounts].sort((a, b) => a.accountName.localeCompare(b.accountName));
  const all = byName.flatMap((account) => standingsOf(account, age));
  const order = new Map(checks.map(({ id }, index) => [id, index]));
  return all.sort((a, b) => (order.get(a.check) ?? 0) - (order.get(b.check) ?? 0));
}

/** The readings alone, of accounts that may all be looked at. */
export function standingsOfReadings(readings: readonly GuardrailReading[]): GuardrailStanding[] {
  return guardrailStandings(readings.map((reading) => ({ ...reading, reading, unreached: null })));
}

const NOT_YET =
  'This account has not been checked yet. Check it on the Guardrails page, or wait for the next collection.';

function standingsOf(
  { accountId, accountName, reading, unreached }: Known,
  age: ReadingAge | null,
): GuardrailStanding[] {
  const known = judgementsSchema.safeParse(reading?.data);
  const judgements = known.success ? known.data.judgements : [];
  const failed = reading !== null && reading.state !== 'ok' && reading.state !== 'none';
  return checks.map((check) => {
    const own = judgements.find((judgement) => judgement.check === check.id);
    const blind = { id: `${check.id}/${accountId}`, check: check.id, accountId, accountName, status: 'blind' } as const;
    const nothing = { ...blind, findings: [], missing: [], basis: null, stale: null, lastKnown: null };
    if (!own) {
      const problem = unreached ?? reading?.problem ?? NOT_YET;
      return { ...nothing, problem, checkedAt: reading?.readAt.toISOString() ?? null };
    }
    const { status, message, lastKnown: before, ...judged } = own;
    const seen = status === 'pass' || status === 'fail';
    const stale = failed ? (reading.problem ?? 'It could not be read.') : (unreached ?? tooOld(own.checkedAt, age));
    if (stale === null) {
      const problem = seen ? null : (message ?? problemIn(judged.missing));
      return {
        ...judged,
        accountName,
        status: seen ? status : 'blind',
        problem,
        stale,
        lastKnown: seen ? null : before,
      };
    }
    return { ...nothing, problem: stale, stale, lastKnown: lastSaid(own), checkedAt: own.checkedAt };
  });
}

function lastSaid({ status, lastKnown, ...judged }: z.infer<typeof judgementSchema>): LastKnownStanding | null {
  if (status !== 'pass' && status !== 'fail') return lastKnown;
  return { status, evidence: evidenceOf({ ...judged, status, problem: null }), checkedAt: judged.checkedAt };
}

/**
 * Judgements to be kept, where those that could not be made tell what was last known.
 * @param before the data of the reading before
 */
export function withLastKnown(judgements: readonly Judgement[], before: unknown): z.infer<typeof judgementSchema>[] {
  const parsed = judgementsSchema.safeParse(before);
  const former = new Map(parsed.success ? parsed.data.judgements.map((one) => [one.check, one]) : []);
  return judgements.map((judgement) => {
    const last = former.get(judgement.check);
    const seen = judgement.status === 'pass' || judgement.status === 'fail';
    return { ...judgement, lastKnown: seen || !last ? null : lastSaid(last) };
  });
}

function tooOld(checkedAt: string, age: ReadingAge | null): string | null {
  if (age === null || !isOlderThan({ at: checkedAt, days: age.maxDays, now: age.now })) return null;
  const rhythm = age.maxDays > MIN_READING_AGE_DAYS ? ', twice the rhythm of the schedule,' : '';
  return `It was last read ${daysAgo(checkedAt, age.now)}. After ${inDays(age.maxDays)}${rhythm} that says nothing of now. Check it again.`;
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
  /** Of those that cannot be seen now: how many held and failed when they last could be; null where there are none. */
  lastKnown: { pass: number; fail: number } | null;
};

/** Of one account's standings; null where it was never checked. */
export function guardrailGlance(
  standings: readonly Pick<GuardrailStanding, 'status' | 'checkedAt' | 'stale' | 'lastKnown'>[],
): GuardrailGlance | null {
  const [checkedAt] = standings.flatMap((standing) => standing.checkedAt ?? []).sort();
  if (checkedAt === undefined) return null;
  const stale = standings.find((standing) => standing.stale !== null)?.stale ?? null;
  // Of what is blind in an account that can be read the time is another one: each check tells it itself.
  const known = standings.flatMap(({ stale: since, lastKnown: last }) => (since === null ? [] : (last ?? [])));
  const of = (status: 'pass' | 'fail') => known.filter((each) => each.status === status).length;
  const lastKnown = known.length > 0 ? { pass: of('pass'), fail: of('fail') } : null;
  return { ...countGuardrails(standings), checkedAt, stale, lastKnown };
}
