import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { type Bill, createBill } from '../bill/bill.ts';
import { type BudgetShelf, budgetShelf } from '../budgets/budget-shelf.ts';
import { type Units, unitsOf } from '../organizations/units.ts';
import { createDeviceFlow, type DeviceFlow } from '../sso/device-flow.ts';
import { createDirectory, type Directory } from '../sso/directory.ts';
import { type AccountChange, changedAccount } from './account-change.ts';
import { bucketOf, configurationOf, executeLifecycle, type SimulatedBucket } from './bucket.ts';
import { type Mutation, openJournal } from './journal.ts';
import type { AccountSpec, BucketSpec, Organization } from './organization.ts';
import { createTrail, type Trail } from './trail.ts';
import { putPart, type SimulatedUpload, type UploadSpec, uploadBytes } from './upload.ts';

const TICK_MS = 1000;

/** All state of a simulated AWS. Methods in the first group are for building; what callers do goes through `apply`. */
export type World = {
  seed: string;
  bornAt: Date;
  managementAccountId: string;
  /** The organization's tree. */
  units: Units;
  /** What everything costs: Cost Explorer and Budgets tell of it. */
  bill: Bill;
  budgets: BudgetShelf;
  /** IAM Identity Center: who may use which permission set, and what it handed out. */
  sso: { directory: Directory; flow: DeviceFlow };
  trail: Trail;
  clock: { now(): Date; advance(by: { days?: number; hours?: number; ms?: number }): Date };
  /** HTTP requests so far by operation, failed and repeated ones included. */
  requests: Record<string, number>;
  requestsOf(bucket: string): Record<string, number>;
  countRequest(operation: string, bucket: string | null): void;

  addAccount(account: AccountSpec): void;
  addBucket(bucket: BucketSpec): SimulatedBucket;
  addUpload(upload: UploadSpec & { accountId?: string; bucket: string }): SimulatedUpload;
  /** Replaces the configuration without any validation; nothing is journaled. */
  setLifecycle(bucket: string, configuration: LifecycleConfiguration): void;
  removeBucket(bucket: string): void;

  accounts(): AccountSpec[];
  account(id: string): AccountSpec | undefined;
  buckets(): SimulatedBucket[];
  bucket(name: string): SimulatedBucket | undefined;
  lifecycle(bucket: string): LifecycleConfiguration;
  /** What is really there: incomplete uploads and the bytes of their parts. */
  truth(accountId: string, bucket: string): { uploads: number; bytes: number };

  /** Does what a caller asked for, at the simulated time of now, and journals it. */
  apply(mutation: MutationOf): void;
  /** Lets the time pass that has passed: midnights execute lifecycle rules and bring new strays. */
  tick(): void;
};

type WithoutTime<M> = M extends unknown ? Omit<M, 'at'> : never;
type MutationOf = WithoutTime<Mutation>;

export function createWorld(options: {
  organization: (birth: { seed: string; now: Date }) => Organization;
  seed: string;
  now: Date;
  journal: string | null;
}): World {
  const start = options.now.getTime();
  const born = { type: 'born', at: start, offsetMs: start - Date.now(), seed: options.seed } as const;
  const journal = openJournal(options.journal, born);
  const { seed, at: bornAt } = journal.birth;
  const organization = options.organization({ seed, now: new Date(bornAt) });
  const accounts = new Map(organization.accounts.map((account) => [account.id, account]));
  const buckets = new Map<string, SimulatedBucket>();
  const byBucket = new Map<string, Record<string, number>>();
  const requests: Record<string, number> = {};
  let offsetMs = journal.birth.offsetMs;
  let ranUntil = bornAt;
  const bill = createBill({
    world: () => world,
    plan: organization.spend ?? null,
    specs: organization.buckets,
    seed,
    bornAt: new Date(bornAt),
  });
  const sso = { directory: createDirectory(organization.sso), flow: createDeviceFlow() };
  const budgets = budgetShelf(() => organization.budgets?.({ bill, now: new Date(bornAt) }) ?? []);

  const now = () => new Date(Date.now() + offsetMs);
  const existing = (name: string): SimulatedBucket => {
    const bucket = buckets.get(name);
    if (!bucket) throw new Error(`The simulated AWS has no bucket ${name}.`);
    return bucket;
  };
  const addBucket = (spec: BucketSpec): SimulatedBucket => {
    if (!accounts.has(spec.accountId)) throw new Error(`The simulated AWS has no account ${spec.accountId}.`);
    if (buckets.has(spec.name)) throw new Error(`The simulated AWS has a bucket ${spec.name} already.`);
    const bucket = bucketOf(spec, new Date(ranUntil));
    buckets.set(spec.name, bucket);
    return bucket;
  };
  const changeAccount = (change: AccountChange): void => {
    accounts.set(change.id, changedAccount(accounts.get(change.id), change));
  };
  const passTime = (until: number): void => {
    while (ranUntil < until) {
      const midnight = (Math.floor(ranUntil / DAY_MS) + 1) * DAY_MS;
      ranUntil = Math.min(midnight, until);
      if (ranUntil === midnight) passMidnight({ buckets, midnight, bornAt, bill });
    }
  };
  const perform = (mutation: Mutation): void => {
    passTime(mutation.at);
    if (mutation.type === 'clock') offsetMs = mutation.offsetMs;
    else if (mutation.type === 'bucket') addBucket({ ...mutation, name: mutation.bucket });
    else if (mutation.type === 'bucketGone') buckets.delete(mutation.bucket);
    else if (mutation.type === 'budget') budgets.put(mutation);
    else if (mutation.type === 'budgetGone') budgets.remove(mutation.accountId, mutation.name);
    else if (mutation.type === 'account') changeAccount(mutation.change);
    else if (mutation.type === 'assignment') sso.directory.assign(mutation);
    else {
      // A journal of an older version may tell of buckets that the organization no longer has.
      const bucket = buckets.get(mutation.bucket);
      if (bucket) performOn(bucket, mutation);
    }
  };
  const apply = (mutation: MutationOf): void => {
    const timed = { ...mutation, at: now().getTime() } as Mutation;
    perform(timed);
    journal.append(timed);
  };

  const world: World = {
    seed,
    bornAt: new Date(bornAt),
    managementAccountId: organization.managementAccountId,
    units: unitsOf(organization, () => [...accounts.values()]),
    bill,
    budgets,
    sso,
    trail: createTrail(now),
    clock: {
      now,
      advance: ({ days = 0, hours = 0, ms = 0 }) => {
        apply({ type: 'clock', offsetMs: offsetMs + days * DAY_MS + hours * 3_600_000 + ms });
        passTime(now().getTime());
        return now();
      },
    },
    requests,
    requestsOf: (bucket) => byBucket.get(bucket) ?? {},
    countRequest: (operation, bucket) => {
      requests[operation] = (requests[operation] ?? 0) + 1;
      if (bucket === null) return;
      const counts = byBucket.get(bucket) ?? {};
      counts[operation] = (counts[operation] ?? 0) + 1;
      byBucket.set(bucket, counts);
    },
    addAccount: (account) => void accounts.set(account.id, account),
    addBucket,
    addUpload: (upload) => {
      const bucket = existing(upload.bucket);
      return bucket.uploads().add(upload, `arn:aws:iam::${bucket.accountId}:user/uploader`);
    },
    setLifecycle: (name, configuration) => {
      const bucket = existing(name);
      bucket.lifecycle = configuration;
      bucket.lifecycleSetAt = now().getTime();
    },
    removeBucket: (bucket) => void buckets.delete(bucket),
    accounts: () => [...accounts.values()],
    account: (id) => accounts.get(id),
    buckets: () => [...buckets.values()],
    bucket: (name) => buckets.get(name),
    lifecycle: (bucket) => structuredClone(existing(bucket).lifecycle),
    truth: (accountId, name) => {
      const bucket = existing(name);
      if (bucket.accountId !== accountId) throw new Error(`${name} does not belong to ${accountId}.`);
      const uploads = bucket.uploads().all();
      return { uploads: uploads.length, bytes: uploads.reduce((sum, upload) => sum + uploadBytes(upload), 0) };
    },
    apply,
    tick: () => {
      const at = now().getTime();
      if (at - ranUntil >= TICK_MS) passTime(at);
    },
  };

  for (const bucket of organization.buckets) addBucket(bucket);
  for (const mutation of journal.past) perform(mutation);
  passTime(now().getTime());
  return world;
}

/**
 * The strays of the day that ends come in, the day is billed, then the lifecycle runs. Strays before the birth are
 * history already.
 */
function passMidnight(night: { buckets: Map<string, SimulatedBucket>; midnight: number; bornAt: number; bill: Bill }) {
  const day = new Date(night.midnight - DAY_MS);
  for (const bucket of night.buckets.values())
    for (const stray of bucket.strays?.(day) ?? [])
      if (stray.initiatedAt.getTime() > night.bornAt) bucket.uploads().add(stray, '');
  night.bill.close(night.midnight, night.buckets.values());
  for (const bucket of night.buckets.values()) executeLifecycle(bucket, night.midnight);
}

type OnBucket = Exclude<
  Mutation,
  { type: 'clock' | 'bucket' | 'bucketGone' | 'budget' | 'budgetGone' | 'account' | 'assignment' }
>;

function performOn(bucket: SimulatedBucket, mutation: OnBucket): void {
  const at = new Date(mutation.at);
  if (mutation.type === 'tags') bucket.tags = mutation.tags;
  else if (mutation.type === 'lifecycle') {
    bucket.lifecycle = configurationOf(mutation.rules, mutation.minimumSize);
    bucket.lifecycleSetAt = mutation.at;
  } else if (mutation.type === 'upload') bucket.uploads().add({ ...mutation, initiatedAt: at }, mutation.initiator);
  else if (mutation.type === 'uploadGone') bucket.uploads().remove(mutation.key, mutation.uploadId);
  else {
    const upload = bucket.uploads().find(mutation.key, mutation.uploadId);
    if (upload) putPart(upload, { number: mutation.number, bytes: mutation.bytes, lastModified: at });
  }
}
