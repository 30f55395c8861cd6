import { type Random, randomOf } from './random.ts';
import type { Denial } from './world/organization.ts';

/** What goes wrong on purpose. All off at the start; a test sets what it needs. */
export type FaultSettings = {
  /** `minimal` is another S3 server: no region, STS, abort headers, tags, versioning or location. */
  profile: 'aws' | 'minimal';
  /** Added before every answer. */
  latencyMs: number;
  /** Shares (0 to 1) of the S3 requests that get 503 SlowDown, a reset connection, half a document. */
  slowDownRate: number;
  resetRate: number;
  truncateRate: number;
  /** S3 answers 400 ExpiredToken to everybody. */
  expiredToken: boolean;
  /** 403 RequestTimeTooSkewed for requests signed more than 15 minutes off the simulated clock. */
  strictClock: boolean;
  /** 403 SignatureDoesNotMatch for requests not signed with `demoSecretKey`. */
  verifySignatures: boolean;
  denied: (Denial & { bucket?: string; account?: string })[];
  /** Requests signed for these regions are never answered. */
  hungRegion: string | readonly string[] | null;
  /** After a write, so many reads of that bucket's lifecycle still show what was before. */
  staleLifecycleReads: number;
  /** Lifecycle reads list the rules in another order each time. */
  shuffleRules: boolean;
  /** NoSuchBucket for everything on this bucket after so many pages of ListMultipartUploads. */
  vanishBucket: { bucket: string; afterPages: number } | null;
  /** ListParts is refused for want of kms:Decrypt, on these buckets or (true) everywhere. */
  kmsDenied: boolean | readonly string[];
  /** What a request to another region than the bucket's gets. */
  wrongRegion: 'redirect' | 'malformed';
  /** Share (0 to 1) of the requests to IAM, Organizations and Account that are throttled. */
  throttleRate: number;
  organizations: {
    /** The account is in no organization. */
    notInUse?: boolean;
    /** So many empty pages, each with a token, come before what every list has. */
    emptyPages?: number;
    /** Accounts have the `Status` of before September 2026 and no `State`. */
    onlyStatus?: boolean;
  };
  /** How often a credential report is still in progress before it is complete; 1 when left out. */
  credentialReport: { polls?: number };
  sts: {
    /** Regions where the accounts have switched it off. */
    regionsOff?: readonly string[];
    /** Sessions end after so many milliseconds, whatever was asked for. */
    sessionMs?: number;
  };
  /** IAM Identity Center. Seconds take the place of AWS's own. */
  sso: {
    /** Neither the sign-in nor the portal works. */
    outage?: boolean;
    /** The portal knows no token any more. */
    expireTokens?: boolean;
    /** Share (0 to 1) of the requests to the portal that are throttled. */
    throttleRate?: number;
    /** So many empty pages, each with a token, come before what every list has. */
    emptyPages?: number;
    pageSize?: number;
    registrationSeconds?: number;
    deviceSeconds?: number;
    intervalSeconds?: number;
    tokenSeconds?: number;
    roleSeconds?: number;
  };
  costExplorer: SpendFault & {
    /** Groups on a page of GetCostAndUsage; what AWS has when left out. */
    pageGroups?: number;
  };
  budgets: SpendFault & { /** Budgets an account may have. */ limit?: number };
  /** Answers errors to these operations, `times` times each (for ever when left out). */
  errors: { operation: string; bucket?: string; status: number; code: string; message?: string; times?: number }[];
};

/** What is wrong with Cost Explorer or Budgets. */
export type SpendFault = {
  /**
   * `notEnabled`: never switched on in the account. `linkedDenied`: the payer does not let its members look. `html` and
   * `htmlOk`: a page of a server that knows no such call, with status 500 and 200.
   */
  state?:
    | 'notEnabled'
    | 'linkedDenied'
    | 'dataUnavailable'
    | 'billExpired'
    | 'denied'
    | 'unavailable'
    | 'html'
    | 'htmlOk';
  /** Only for callers of these accounts, only for these operations; for all when left out. */
  accounts?: readonly string[];
  operations?: readonly string[];
  /** Share (0 to 1) of the requests that are throttled. */
  throttleRate?: number;
};

export type Faults = FaultSettings & {
  set(settings: Partial<FaultSettings>): void;
  reset(): void;
  /** Seeded chance for the rates. */
  random: Random;
};

export function noFaults(): FaultSettings {
  return {
    profile: 'aws',
    latencyMs: 0,
    slowDownRate: 0,
    resetRate: 0,
    truncateRate: 0,
    expiredToken: false,
    strictClock: false,
    verifySignatures: false,
    denied: [],
    hungRegion: null,
    staleLifecycleReads: 0,
    shuffleRules: false,
    vanishBucket: null,
    kmsDenied: false,
    wrongRegion: 'redirect',
    throttleRate: 0,
    organizations: {},
    credentialReport: {},
    sts: {},
    sso: {},
    costExplorer: {},
    budgets: {},
    errors: [],
  };
}

export function createFaults(seed: string): Faults {
  const faults: Faults = {
    ...noFaults(),
    set: (settings) => void Object.assign(faults, settings),
    reset: () => void Object.assign(faults, noFaults()),
    random: randomOf('faults', seed),
  };
  return faults;
}

/** Takes one occurrence of a planned error for this request. */
export function takeError(faults: Faults, at: { operation: string; bucket: string | null }) {
  const planned = faults.errors.find(
    (each) =>
      (each.operation === at.operation || each.operation === '*') &&
      (each.bucket === undefined || each.bucket === at.bucket) &&
      (each.times ?? 1) > 0,
  );
  if (planned?.times !== undefined) planned.times -= 1;
  return planned;
}

export function isHung(faults: Faults, region: string): boolean {
  const { hungRegion } = faults;
  return typeof hungRegion === 'string' ? hungRegion === region : (hungRegion?.includes(region) ?? false);
}
