import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import type { StoredBudget } from '../budgets/budget-shelf.ts';
import type { AccountChange } from './account-change.ts';

/** Everything that callers change in the world; `at` is the simulated time in milliseconds. */
export type Mutation = { at: number } & (
  | { type: 'clock'; offsetMs: number }
  | { type: 'bucket'; accountId: string; bucket: string; region: string }
  | { type: 'bucketGone'; bucket: string }
  | { type: 'lifecycle'; bucket: string; rules: LifecycleRule[]; minimumSize: string | null }
  | { type: 'tags'; bucket: string; tags: Record<string, string> }
  | { type: 'upload'; bucket: string; key: string; uploadId: string; storageClass: string; initiator: string }
  | { type: 'part'; bucket: string; key: string; uploadId: string; number: number; bytes: number }
  /** Aborted or completed by a caller. */
  | { type: 'uploadGone'; bucket: string; key: string; uploadId: string }
  | ({ type: 'budget' } & StoredBudget)
  | { type: 'budgetGone'; accountId: string; name: string }
  | { type: 'account'; change: AccountChange }
  | { type: 'assignment'; person: string; accountId: string; permissionSets: readonly string[] }
);

/** How the world began; the first line. */
export type Birth = { type: 'born'; at: number; offsetMs: number; seed: string };

export type Journal = {
  birth: Birth;
  /** What happened before this process, in order. */
  past: Mutation[];
  append(mutation: Mutation): void;
};

/** Opens or begins the file. A last line cut short by a kill is dropped. @throws Error for a damaged file. */
export function openJournal(file: string | null, born: Birth): Journal {
  if (!file) return { birth: born, past: [], append: () => undefined };
  const append = (line: Birth | Mutation) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const lines = existsSync(file) ? readLines(file) : [];
  const [birth, ...past] = lines as [Birth?, ...Mutation[]];
  if (birth && birth.type !== 'born') throw new Error(`${file} is not a journal of the simulated AWS.`);
  if (birth) return { birth, past, append };
  mkdirSync(dirname(file), { recursive: true });
  append(born);
  return { birth: born, past: [], append };
}

function readLines(file: string): unknown[] {
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      try {
        return JSON.parse(line);
      } catch {
        throw new Error(`${file}: line ${index + 1} is damaged; remove the file to begin with a new world.`);
      }
    });
}
