import type { Found } from './alert.ts';

/** How a thing was seen that alerts are of. */
export type Seen = {
  /** Names the thing, such as `guardrail/root-without-mfa/111122223333`. */
  subject: string;
  /** Null: it could not be seen, which is no news. */
  holds: boolean | null;
  /** Of another one, such as the next month of a budget, it holds anew. */
  episode: string;
  /** Something else has shown that it did not hold before. Otherwise what holds at first sight is no news. */
  began: boolean;
  found: Found;
};

/** How it was last seen by anybody who could. */
export type Condition = {
  subject: string;
  holds: boolean;
  /** Since when it holds; null: it does not, or did already when it was first seen. */
  since: Date | null;
  episode: string;
};

/** Each thing that was seen as it stands now, after how it stood before. What could not be seen is not among them. */
export function nextConditions({
  former,
  seen,
  at,
}: {
  former: ReadonlyMap<string, Condition>;
  seen: readonly Seen[];
  at: Date;
}): Condition[] {
  return seen.flatMap(({ subject, holds, episode, began }): Condition[] => {
    if (holds === null) return [];
    const before = former.get(subject);
    if (!holds) return [{ subject, holds, since: null, episode }];
    if (before?.holds && before.episode === episode) return [{ ...before, holds }];
    return [{ subject, holds, since: before || began ? at : null, episode }];
  });
}
