import type { Route } from 'next';
import type { CostPoint, CostSeries } from '#components/charts/cost-chart.tsx';
import type { CostPicture } from '#lib/spend/cost-picture.ts';

const colors = Array.from({ length: 8 }, (_, index) => `var(--cost-${index + 1})`);
const rest = 'var(--cost-rest)';

/** The colour of a key: that of its rank among those shown by name. */
export function costColor(picture: Pick<CostPicture, 'top'>, key: string): string {
  return colors[picture.top.indexOf(key)] ?? rest;
}

/** A picture of costs as its chart takes it: parts named by rank, the rest last. */
export function chartOf({
  picture,
  nameOf,
  hrefOf,
  others,
}: {
  picture: CostPicture;
  nameOf: (key: string) => string;
  hrefOf: (key: string) => Route | undefined;
  /** What the rest is called: "12 other services". */
  others: string;
}): { series: CostSeries[]; points: CostPoint[] } {
  const named = picture.top.map((key, rank) => ({
    id: `part${rank}`,
    name: nameOf(key),
    color: costColor(picture, key),
    href: hrefOf(key),
  }));
  return {
    series: picture.others > 0 ? [...named, { id: 'others', name: others, color: rest }] : named,
    points: picture.points.map((point) => ({
      start: point.start,
      estimated: point.estimated,
      total: point.known ? Number(point.total) : null,
      parts: Object.fromEntries([
        ...picture.top.map((key, rank) => [`part${rank}`, Number(point.parts[key] ?? 0)]),
        ...(picture.others > 0 ? [['others', Number(point.others)]] : []),
      ]),
    })),
  };
}
