import type { Check, Observation, Unseen } from './check.ts';
import type { Inventory, PartName } from './inventory.ts';
import type { Blind } from './part.ts';
import { checks } from './registry.ts';

export type Finding = Observation & { id: string; check: string; accountId: string };

/**
 * What a check says of an account. Worst first: `fail` where anything fails, even if something else could not be seen;
 * `crashed` and `blind` say nothing about the account and are never clean.
 */
export type Judgement = {
  /** Of (check, account). */
  id: string;
  check: string;
  accountId: string;
  status: 'pass' | 'fail' | 'blind' | 'crashed';
  /** What was seen: failures first, then notes, then what is in order. */
  findings: Finding[];
  /** What was not seen. */
  missing: (Blind & { resource: string })[];
  /** Of a crash. */
  message: string | null;
  /** What it rests on that AWS makes only now and then, with its time, in words; null: all of it was as of the reading. */
  basis: string | null;
  /** ISO 8601: as of when the oldest of the parts it needs was: when it was read, or when AWS made it where that is earlier. */
  checkedAt: string;
};

const order = { fail: 0, note: 1, pass: 2 };

/** Judges an account by every check, each on its own: one that crashes does not spoil the others. */
export function judge(inventory: Inventory, now: Date, registry: readonly Check[] = checks): Judgement[] {
  return registry.map((check) => judgeBy(check, inventory, now));
}

function judgeBy(check: Check, inventory: Inventory, now: Date): Judgement {
  const { accountId } = inventory;
  const base = {
    id: `${check.id}/${accountId}`,
    check: check.id,
    accountId,
    basis: check.needs.includes('credentialReport') ? basisOf(inventory) : null,
    checkedAt: check.needs.map((name) => asOf(inventory, name)).sort()[0] ?? now.toISOString(),
  };
  try {
    const seen = check.look(inventory, now);
    const findings = seen
      .filter((one) => one.verdict !== 'blind')
      .sort((a, b) => order[a.verdict] - order[b.verdict])
      .map((one) => ({ ...one, id: `${base.id}/${one.resource}`, check: check.id, accountId }));
    const missing = seen.filter((one) => one.verdict === 'blind').map(({ verdict: _, ...what }: Unseen) => what);
    return { ...base, status: statusOf(seen), findings, missing, message: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...base, status: 'crashed', findings: [], missing: [], message };
  }
}

function asOf({ parts }: Inventory, name: PartName): string {
  const { at } = parts[name];
  const report = parts.credentialReport;
  if (name !== 'credentialReport' || report.state !== 'known') return at;
  const { generatedAt } = report.value;
  return new Date(generatedAt) < new Date(at) ? new Date(generatedAt).toISOString() : at;
}

/** Source: IAM User Guide, credential reports: within four hours of the last one AWS answers that one again. */
function basisOf({ parts: { credentialReport } }: Inventory): string | null {
  if (credentialReport.state !== 'known') return null;
  const made = new Date(credentialReport.value.generatedAt).toISOString().slice(0, 16).replace('T', ' ');
  return `By the credential report of ${made} UTC: AWS makes a new one at most every 4 hours.`;
}

function statusOf(seen: readonly (Observation | Unseen)[]): 'pass' | 'fail' | 'blind' {
  if (seen.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return seen.some(({ verdict }) => verdict === 'blind') ? 'blind' : 'pass';
}
