import { formatBytes } from '#lib/money/format.ts';
import { DAY_MS } from './age.ts';
import { isBlinder as isBlinderIn, type UnreadCounts } from './unread-counts.ts';

/** Bytes of a day in all, and by part: an account, a bucket, `others`; null: not known. */
export type FindingDay = {
  day: string;
  bytes: number | null;
  parts: Record<string, number | null>;
  /** What could not be read whole: where it is more than before, less bytes are no fall, and more no growth where it is less. */
  unreadable?: UnreadCounts;
};

type KnownDay = FindingDay & { bytes: number };

/** Days after a fix in which its effect is looked for: S3 works at midnight, and sometimes a night late. */
const EFFECT_DAYS = 4;
/** Less than this share of the largest day is called no change. */
const NOTABLE = 0.05;

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/**
 * What a history shows, in one sentence for its title: what fixes took away, and what grows.
 * @param marks days on which a fix was applied, one for each fix
 * @param names of the parts, by id; parts without a name are not blamed
 */
export function historyFinding({
  days: all,
  marks,
  names,
}: {
  days: readonly FindingDay[];
  marks: readonly string[];
  names: Readonly<Record<string, string>>;
}): string {
  const days = all.flatMap((day) => (day.bytes === null ? [] : { ...day, bytes: day.bytes }));
  const first = days[0];
  const last = days.at(-1);
  if (all.at(-1)?.bytes === null) return 'How much it is now is not known';
  if (!first || !last || days.length < 2) return 'The history begins here';
  const peak = Math.max(...days.map((day) => day.bytes));
  if (peak === 0) {
    const isRead = all.every((day) => day.bytes !== null && Object.keys(day.unreadable ?? {}).length === 0);
    return `Nothing hidden in ${isRead ? '' : 'what could be read in '}${all.length} days`;
  }
  const notable = peak * NOTABLE;
  const effects = marks.map((mark) => fallsAfter(days, mark)).filter((falls) => sumOf(falls) > notable);
  if (effects.length > 0) {
    // Fixes close to each other share their falls: each fall counts once.
    const falls = new Map(effects.flatMap((effect) => [...effect]));
    const subject = `${words[effects.length] ?? effects.length} ${effects.length === 1 ? 'fix' : 'fixes'}`;
    const since = days[Math.max(...falls.keys())] ?? last;
    return `${subject} took ${formatBytes(sumOf(falls))} away; ${sequel(since, last, notable, names)}`;
  }
  const change = last.bytes - first.bytes;
  const span = Math.round((Date.parse(last.day) - Date.parse(first.day)) / DAY_MS) + 1;
  const unlike = unlikeEnds(first, last);
  if (Math.abs(change) <= notable)
    return `${unlike ? 'What can be read' : 'It'} has stayed at about ${formatBytes(last.bytes)} for ${span} days`;
  if (unlike) return unlike;
  if (change < 0) return `It fell by ${formatBytes(-change)} in ${span} days`;
  const grower = largestGrower(first, last, names);
  return `It grew by ${formatBytes(change)} in ${span} days${grower ? `, most of it in ${grower}` : ''}`;
}

/** Why two days cannot be compared; null: they can. */
function unlikeEnds(first: FindingDay, last: FindingDay): string | null {
  const [less, more] = [isBlinder(last, first), isBlinder(first, last)];
  if (less && more) return 'Not the same of it can be read as at the beginning';
  if (less) return 'Less of it can be read than at the beginning';
  return more ? 'More of it can be read than at the beginning' : null;
}

function sequel(since: KnownDay, last: KnownDay, notable: number, names: Readonly<Record<string, string>>): string {
  if (last.bytes - since.bytes <= notable) {
    if (isBlinder(last, since)) return 'since then less of it can be read';
    return last.bytes === 0 ? 'nothing is left' : 'it has not come back';
  }
  if (isBlinder(since, last)) return 'since then more of it can be read';
  const grower = largestGrower(since, last, names);
  return grower ? `${grower} is filling it again` : 'it is filling again';
}

/** By how much it fell, by index of the day, from the fix on. */
function fallsAfter(days: readonly KnownDay[], mark: string): Map<number, number> {
  const at = days.findIndex(({ day }) => day >= mark);
  if (at < 0) return new Map();
  const changes = days.slice(at, at + EFFECT_DAYS + 1).map((day, index) => {
    const before = days[at + index - 1];
    const fall = before && isBlinder(day, before) ? 0 : (before?.bytes ?? 0) - day.bytes;
    return [at + index, fall] as const;
  });
  return new Map(changes.filter(([, fall]) => fall > 0));
}

function isBlinder(day: FindingDay, than: FindingDay): boolean {
  return isBlinderIn(day.unreadable ?? {}, than.unreadable ?? {});
}

function sumOf(falls: ReadonlyMap<number, number>): number {
  return [...falls.values()].reduce((sum, fall) => sum + fall, 0);
}

function largestGrower(from: KnownDay, to: KnownDay, names: Readonly<Record<string, string>>): string | undefined {
  const growth = Object.keys(names).flatMap((id) => {
    const [before, after] = [from.parts[id] ?? null, to.parts[id] ?? null];
    return before === null || after === null ? [] : { id, bytes: after - before };
  });
  const [most] = growth.sort((a, b) => b.bytes - a.bytes);
  return most && most.bytes * 2 > to.bytes - from.bytes ? names[most.id] : undefined;
}
