import { formatBytes } from '#lib/money/format.ts';

/** Bytes of a day in all, and by part: an account, a bucket, `others`. */
export type FindingDay = { day: string; bytes: number; parts: Record<string, number> };

/** Days after a fix in which its effect is looked for: S3 works at midnight, and sometimes a night late. */
const EFFECT_DAYS = 4;
/** Less than this share of the largest day is called no change. */
const NOTABLE = 0.05;

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/**
 * What a history shows, in one sentence for its title: what fixes took away, and what grows.
 * @param marks days on which a fix was applied
 * @param names of the parts, by id; parts without a name are not blamed
 */
export function historyFinding({
  days,
  marks,
  names,
}: {
  days: readonly FindingDay[];
  marks: readonly string[];
  names: Readonly<Record<string, string>>;
}): string {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last || days.length < 2) return 'The history begins here';
  const peak = Math.max(...days.map((day) => day.bytes));
  if (peak === 0) return `Nothing hidden in ${days.length} days`;
  const notable = peak * NOTABLE;
  const effects = [...new Set(marks)].map((mark) => effectOf(days, mark)).filter(({ removed }) => removed > notable);
  if (effects.length > 0) {
    const removed = effects.reduce((sum, effect) => sum + effect.removed, 0);
    const subject = `${words[effects.length] ?? effects.length} ${effects.length === 1 ? 'fix' : 'fixes'}`;
    const since = days[Math.max(...effects.map(({ low }) => low))] ?? last;
    return `${subject} took ${formatBytes(removed)} away; ${sequel(since, last, notable, names)}`;
  }
  const change = last.bytes - first.bytes;
  if (Math.abs(change) <= notable) return `It has stayed at about ${formatBytes(last.bytes)} for ${days.length} days`;
  if (change < 0) return `It fell by ${formatBytes(-change)} in ${days.length} days`;
  const grower = largestGrower(first, last, names);
  return `It grew by ${formatBytes(change)} in ${days.length} days${grower ? `, most of it in ${grower}` : ''}`;
}

function sequel(since: FindingDay, last: FindingDay, notable: number, names: Readonly<Record<string, string>>): string {
  if (last.bytes === 0) return 'nothing is left';
  if (last.bytes - since.bytes <= notable) return 'it has not come back';
  const grower = largestGrower(since, last, names);
  return grower ? `${grower} is filling it again` : 'it is filling again';
}

function effectOf(days: readonly FindingDay[], mark: string): { removed: number; low: number } {
  const at = days.findIndex(({ day }) => day >= mark);
  if (at < 0) return { removed: 0, low: 0 };
  const before = Math.max(days[at]?.bytes ?? 0, days[at - 1]?.bytes ?? 0);
  const after = days.slice(at, at + EFFECT_DAYS + 1).map((day, index) => ({ bytes: day.bytes, index: at + index }));
  const low = after.reduce((least, day) => (day.bytes < least.bytes ? day : least));
  return { removed: before - low.bytes, low: low.index };
}

function largestGrower(from: FindingDay, to: FindingDay, names: Readonly<Record<string, string>>): string | undefined {
  const growth = Object.keys(names).map((id) => ({ id, bytes: (to.parts[id] ?? 0) - (from.parts[id] ?? 0) }));
  const [most] = growth.sort((a, b) => b.bytes - a.bytes);
  return most && most.bytes * 2 > to.bytes - from.bytes ? names[most.id] : undefined;
}
