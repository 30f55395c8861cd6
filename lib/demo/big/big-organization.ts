import { DAY_MS } from '#lib/waste/age.ts';
import { type Random, randomOf } from '../random.ts';
import type { AccountSpec, BucketSpec, Organization } from '../world/organization.ts';
import type { UploadSpec } from '../world/upload.ts';
import { type Hindrance, hindrances, hungRegion } from './hindrances.ts';
import { bigIdentities } from './identities.ts';

const MIB = 2 ** 20;
const regions = ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-2'] as const;
const divisions = ['Retail', 'Payments', 'Logistics', 'Media', 'Platform'] as const;
const stages = ['Prod', 'Stage', 'Dev'] as const;

/** `accounts` are active, the management account among them; `closed` ones come on top. */
export type BigSize = {
  accounts: number;
  closed: number;
  bucketsEach: number;
  uploadsEach: number;
  partsEach: number;
  /** What AssumeRole must bring, everywhere; nothing when left out. */
  externalId?: string;
};

/** 500 accounts, 2,000 buckets, 10,000 uploads. */
export const bigSize: BigSize = { accounts: 500, closed: 5, bucketsEach: 4, uploadsEach: 5, partsEach: 3 };

export const bigManagementAccountId = '100000000000';

/** A large organization in nested units, the same for the same seed; uploads are made when their bucket is read. */
export function bigOrganization(size: BigSize = bigSize): (birth: { seed: string; now: Date }) => Organization {
  return (birth) => {
    const hindered = hinderedAccounts(size);
    const ids = Array.from({ length: size.accounts + size.closed }, (_, index) => idOf(index));
    const accounts = ids.map((id, index) => ({
      ...plainAccount({ id, index, size, seed: birth.seed }),
      ...hindered.get(id)?.account,
    }));
    const buckets = ids
      .slice(0, size.accounts)
      .flatMap((id) =>
        Array.from({ length: size.bucketsEach }, (_, nth) =>
          bucketOf({ id, nth, size, birth, hindrance: hindered.get(id) }),
        ),
      );
    const rootAccess = ['RootCredentialsManagement'] as const;
    return { managementAccountId: bigManagementAccountId, accounts, buckets, rootAccess };
  };
}

/** The accounts that cannot be read, with what is the matter: 20, or fewer where there are fewer accounts. */
export function hinderedAccounts(size: BigSize = bigSize): Map<string, Hindrance> {
  const count = Math.min(hindrances.length, size.accounts - 1);
  // Spread evenly, and never the management account, which is the first.
  const step = (size.accounts - 1) / count;
  return new Map(hindrances.slice(0, count).map((each, nth) => [idOf(1 + Math.floor(nth * step)), each]));
}

function idOf(index: number): string {
  return String(Number(bigManagementAccountId) + index * 1_000_003);
}

function plainAccount(of: { id: string; index: number; size: BigSize; seed: string }): AccountSpec {
  const { id, index, size, seed } = of;
  const number = String(index).padStart(4, '0');
  const iam = bigIdentities(seed);
  if (index === 0) return { id, name: 'management', iam };
  const random = randomOf('big', seed, index);
  const [division, stage] = [random.pick(divisions), random.pick(stages)];
  const team = `Team ${String(random.integer(1, 8))}`;
  return {
    id,
    name: `${division.toLowerCase()}-${stage.toLowerCase()}-${number}`,
    unit: `${division}/${team}/${stage}`,
    iam,
    ...(random.next() < 0.7 && { contacts: { alternate: { BILLING: billing } } }),
    ...(size.externalId !== undefined && { externalId: size.externalId }),
    ...(index >= size.accounts && { state: 'SUSPENDED' as const }),
  };
}

const billing = { name: 'Noor Haddad', title: 'FinOps', email: 'finops@example.com', phone: '+49301112233' };

type Place = {
  id: string;
  nth: number;
  size: BigSize;
  birth: { seed: string; now: Date };
  hindrance: Hindrance | undefined;
};

function bucketOf(place: Place): BucketSpec {
  const { id, nth, birth, hindrance } = place;
  const random = randomOf('big bucket', birth.seed, id, nth);
  const isHung = hindrance?.account.trouble?.hungRegions !== undefined;
  return {
    accountId: id,
    name: `b${nth}-${id}`,
    region: isHung ? hungRegion : random.pick(regions),
    createdAt: new Date(birth.now.getTime() - 400 * DAY_MS),
    ...(hindrance?.inBuckets && { denied: hindrance.inBuckets }),
    uploads: () => uploadsOf(place, random),
  };
}

function* uploadsOf({ size, birth, id }: Place, random: Random): Iterable<UploadSpec> {
  for (let nth = 0; nth < size.uploadsEach; nth++) {
    const initiatedAt = new Date(birth.now.getTime() - random.integer(8, 300) * DAY_MS);
    yield {
      key: `load/${String(nth).padStart(6, '0')}.bin`,
      initiatedAt,
      initiator: `arn:aws:sts::${id}:assumed-role/etl/loader`,
      parts: {
        count: size.partsEach,
        partBytes: 8 * MIB,
        lastBytes: random.integer(1, 8 * MIB),
        firstAt: initiatedAt,
        everyMs: 1000,
      },
    };
  }
}
