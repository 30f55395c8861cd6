import { accountEndpoint } from '#lib/aws/account-clients.ts';
import { measuredOffsetMs } from '#lib/aws/clock.ts';
import { awsConfigured, budgetsEndpoint, costsEndpoint, homeRegion, s3Endpoint } from '#lib/aws/endpoint.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { env } from '#lib/env.ts';
import type { PolicyDocument as FixPolicy } from '#lib/guardrails/policy-document.ts';
import { awsOffsetMs, storeAwsOffset } from '#lib/store/clock.ts';
import type { Run } from '#lib/store/runs.ts';
import { createBillingBudget } from './billing-budget.ts';
import { type Budget, createBudget } from './budget.ts';
import { type CallCounter, createCallCounter, createMeter } from './call-meter.ts';
import { createGate, type Gate, type Places, places } from './gate.ts';
import { createLearnt, type Learnt } from './learnt.ts';
import { type OwnLook, ownLookOf } from './own-look.ts';
import { type PolicyDocument, readPolicy } from './policy.ts';

/** An account in a region. */
export type Place = {
  gate: Gate;
  /** Metered. */
  target: AwsTarget;
  /**
   * Who may wait at the gate to ask for sizes: enough to keep it busy, so that buckets are sized one after another. All
   * at once they would all end together, and the wire would idle while the next ones are listed.
   */
  askers: Places;
};

/** Services that know no regions; one that hangs does so for every account. */
export type BillingService = 'Cost Explorer' | 'AWS Budgets' | 'IAM' | 'Account Management';

const ASKERS_PER_CALL_IN_FLIGHT = 2;

const hosts: Record<BillingService, string> = {
  'Cost Explorer': 'ce.us-east-1',
  'AWS Budgets': 'budgets',
  IAM: 'iam',
  'Account Management': 'account.us-east-1',
};
const endpoints: Record<BillingService, () => string | undefined> = {
  'Cost Explorer': costsEndpoint,
  'AWS Budgets': budgetsEndpoint,
  IAM: accountEndpoint,
  'Account Management': accountEndpoint,
};

/** What everybody who works on one run in this process shares. */
export type RunContext = {
  run: Run;
  /** With whose session it looks; null: with our own roles. */
  own: OwnLook | null;
  /** AWS's time when the run began: ages, bands and rechecks count from here. */
  startedAt: Date;
  owner: string;
  /** True once this process shall stop; work ends at its next checkpoint. */
  stopping(): boolean;
  /** AWS's time now. */
  now(): Date;
  counter: CallCounter;
  budget: Budget;
  /** What was seen allowed and denied. */
  learnt: Learnt;
  /** Ours: what is denied and missing is told with the statement out of them. */
  policies: readonly PolicyDocument[];
  /** What the role that fixes is meant to be allowed. */
  fixPolicy(partition: string): FixPolicy;
  place(accountId: string, region: string): Place;
  /** Whom to ask for an account's bill, budgets, users or contacts. Metered. */
  billing(accountId: string, service: BillingService): AwsTarget;
  /** Stores AWS's clock as measured by now. */
  syncClock(): Promise<void>;
};

export async function createRunContext({
  run,
  owner,
  stopping,
  fixPolicy,
}: {
  run: Run;
  owner: string;
  stopping: () => boolean;
  fixPolicy: RunContext['fixPolicy'];
}): Promise<RunContext> {
  await awsConfigured();
  let offsetMs = await awsOffsetMs();
  const now = () => new Date(Date.now() + offsetMs);
  const most = env().SCAN_CONCURRENCY;
  const global = places(() => most);
  const counter = createCallCounter(run.runId);
  const budget = createBudget({ now });
  const made = new Map<string, Place>();
  const learnt = createLearnt();
  const own = await ownLookOf(run);
  const billingBudget = createBillingBudget({ runId: run.runId, now, stopping });
  const gates = new Map<BillingService, Gate>();
  return {
    run,
    own,
    startedAt: run.startedAt ?? now(),
    owner,
    stopping,
    now,
    counter,
    budget,
    learnt,
    policies: [readPolicy()],
    fixPolicy,
    place(accountId, region) {
      const key = `${accountId} ${region}`;
      const known = made.get(key);
      if (known) return known;
      const gate = createGate({ global, most });
      const endpoint = s3Endpoint() ?? `https://s3.${region || homeRegion()}.amazonaws.com`;
      const mustHold = own?.mustHold;
      const meter = createMeter({ counter, budget, gate, learnt, mustHold, accountId, region, endpoint });
      const as = own && { as: own.session };
      const target: AwsTarget = { accountId, region: region || homeRegion(), power: 'read', meter, ...as };
      const place = { gate, target, askers: places(() => ASKERS_PER_CALL_IN_FLIGHT * most) };
      made.set(key, place);
      return place;
    },
    billing(accountId, service) {
      const region = 'us-east-1';
      const endpoint = endpoints[service]() ?? `https://${hosts[service]}.amazonaws.com`;
      const gate = gates.get(service) ?? createGate({ global: places(() => most), most });
      gates.set(service, gate);
      const meter = createMeter({ counter, budget: billingBudget, gate, learnt, accountId, region, endpoint, service });
      return { accountId, region, power: 'read', meter };
    },
    async syncClock() {
      const measured = measuredOffsetMs();
      if (measured !== null) await storeAwsOffset(measured);
      offsetMs = await awsOffsetMs();
    },
  };
}
