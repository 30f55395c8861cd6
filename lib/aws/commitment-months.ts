import type { CommitmentMonth } from '#lib/spend/commitment.ts';

type Utilization = Omit<CommitmentMonth, 'start' | 'coverage'> & { start: string | undefined };
type Coverage = { start: string | undefined; coverage: number | null };

/** A month's utilization and coverage in one, the oldest first. */
export function byMonth({
  utilization,
  coverage,
}: {
  utilization: Utilization[];
  coverage: Coverage[];
}): CommitmentMonth[] {
  const covered = new Map(coverage.map((month) => [dayIn(month.start), month.coverage]));
  return utilization
    .flatMap(({ start, ...rest }) => {
      const day = dayIn(start);
      return day === null ? [] : [{ start: day, ...rest, coverage: covered.get(day) ?? null }];
    })
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** Cost Explorer's percentages are decimals as text. */
export function percent(text: string | undefined): number | null {
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function dayIn(time: string | undefined): string | null {
  const day = time?.slice(0, 10) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
}
