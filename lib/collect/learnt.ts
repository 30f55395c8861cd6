import { type Operation, operations } from '#lib/aws/operations.ts';

/** What this process saw allowed and denied in a run, until it is written down. */
export type Learnt = {
  /** A call was allowed; `bucket` is null where it concerns the whole account. Called on every call of a scan. */
  allowed(call: { accountId: string; operation: Operation; bucket: string | null }): void;
  /** An action was denied: nothing that was allowed of it in this run ends that. */
  denied(call: { accountId: string; action: string; bucket: string | null }): void;
  /** The actions that were allowed on a bucket, or of the account, since they were last taken, and never denied there. */
  take(place: { accountId: string; bucket: string | null }): string[];
  /** Whether this is the first time that anybody asks so. */
  isNew(name: string): boolean;
  /** What is made once for a name. */
  once<T>(name: string, make: () => T): T;
};

export function createLearnt(): Learnt {
  const open = new Map<string, Set<Operation>>();
  const refused = new Map<string, Set<string>>();
  const names = new Set<string>();
  const made = new Map<string, unknown>();
  return {
    allowed({ accountId, operation, bucket }) {
      const place = placeOf(accountId, bucket);
      const seen = open.get(place);
      if (seen) seen.add(operation);
      else open.set(place, new Set([operation]));
    },
    denied({ accountId, action, bucket }) {
      const place = placeOf(accountId, bucket);
      refused.set(place, (refused.get(place) ?? new Set()).add(action));
    },
    take({ accountId, bucket }) {
      const place = placeOf(accountId, bucket);
      const actions = new Set([...(open.get(place) ?? [])].map((operation) => operations[operation].action));
      open.delete(place);
      return [...actions].filter((action) => !refused.get(place)?.has(action));
    },
    isNew(name) {
      if (names.has(name)) return false;
      names.add(name);
      return true;
    },
    once<T>(name: string, make: () => T): T {
      if (!made.has(name)) made.set(name, make());
      // The name decides the type: each is used in one place only.
      return made.get(name) as T;
    },
  };
}

function placeOf(accountId: string, bucket: string | null): string {
  return bucket === null ? accountId : `${accountId}/${bucket}`;
}
