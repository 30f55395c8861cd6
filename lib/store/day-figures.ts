import { orUnknown } from '#lib/waste/hidden.ts';

/** Of a day, bytes and USD a month. `unread`: above 0 the bytes are a lower bound; null: not known. */
export type Figures = { bytes: number | null; monthlyUsd: number; unread: number };
/** An account or a bucket, day by day; undefined: before it was found. */
export type Part = { name: string; accountId: string; days: (Figures | undefined)[] };
/** By id. */
export type Series = Map<string, Part>;

/** As the store has it: of an account, or of a bucket. */
export type DayRow = {
  day: string;
  id: string;
  accountId: string;
  name: string;
  bytes: string | null;
  monthly_usd: string | null;
  unread: number;
};

/** Rows by id and day, each gap filled with the day before; a look (`looks`) that wrote no row of it ends what was known. */
export function filled(days: string[], rows: DayRow[], looks: ReadonlySet<string> = new Set()): Series {
  return new Map(
    [...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => {
      const byDay = new Map(own.map((row) => [row.day, row]));
      let last: Figures | undefined;
      const list = days.map((day) => {
        const row = byDay.get(day);
        if (row) last = figuresOf(row);
        else if (last && looks.has(day)) last = { bytes: null, monthlyUsd: 0, unread: 1 };
        return last;
      });
      return [id, { name: own[0]?.name ?? id, accountId: own[0]?.accountId ?? id, days: list }] as const;
    }),
  );
}

function figuresOf({ bytes, monthly_usd, unread }: DayRow): Figures {
  return {
    bytes: orUnknown(bytes === null ? null : Number(bytes), unread > 0),
    monthlyUsd: Number(monthly_usd ?? 0),
    unread: bytes === null ? Math.max(1, unread) : unread,
  };
}
