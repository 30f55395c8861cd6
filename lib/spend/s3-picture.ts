import { Decimal } from 'decimal.js';
import { addDays } from './calendar.ts';
import { type CostItem, type CostPicturePoint, costPicture } from './cost-picture.ts';
import { s3WasteSeries, type WasteDay } from './s3-waste-series.ts';
import { usageFamily } from './usage-family.ts';

/** What storage is billed under; the parts of incomplete uploads are in there and have no line of their own. */
export const STORAGE = 'TimedStorage';

const shownFamilies = 5;

export type S3Day = CostPicturePoint & {
  /** What the incomplete uploads measured that day cost; null: not measured. It is within the storage. */
  waste: string | null;
};

export type S3Picture = {
  /** Families of usage types, the dearest first. */
  top: string[];
  others: number;
  days: S3Day[];
  /** Over the days on which both are known; null while there is none. */
  measured: { waste: string; cost: string; days: number; atLeast: boolean } | null;
};

/** S3's cost by what it was for, day by day, and the measured waste in it. */
export function s3Picture({
  items,
  periods,
  waste,
  from,
  to,
}: {
  /** By usage type. */
  items: readonly CostItem[];
  periods: readonly { start: string; estimated: boolean }[];
  waste: readonly WasteDay[];
  from: string;
  to: string;
}): S3Picture {
  const picture = costPicture({
    items: items.map((item) => ({ ...item, keys: [usageFamily(item.keys[0] ?? '')] })),
    periods,
    previous: null,
    granularity: 'daily',
    from,
    to,
    top: shownFamilies,
  });
  const days = s3WasteSeries({
    points: picture.points.map((point) => ({ ...point, end: addDays(point.start, 1) })),
    waste,
  });
  const both = days.filter(({ known, waste: measured }) => known && measured !== null);
  const sum = (amounts: (string | null)[]) =>
    amounts.reduce((total, amount) => total.plus(amount ?? 0), new Decimal(0)).toFixed();
  return {
    top: picture.top,
    others: picture.others,
    days: days.map(({ start, known, estimated, total, parts, others, waste: measured }) => ({
      start,
      known,
      estimated,
      total,
      parts,
      others,
      waste: measured,
    })),
    measured:
      both.length === 0
        ? null
        : {
            waste: sum(both.map((day) => day.waste)),
            cost: sum(both.map((day) => day.total)),
            days: both.length,
            atLeast: both.some(({ atLeast }) => atLeast),
          },
  };
}
