import {
  type Account,
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { ListBucketsCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { assumedKeys, organizationsClient, s3Client, stsClient } from '../test-client.test-support.ts';
import { createWorld } from '../world/world.ts';
import {
  type BigSize,
  bigManagementAccountId,
  bigOrganization,
  bigSize,
  hinderedAccounts,
} from './big-organization.ts';

const now = new Date('2026-11-23T12:00:00Z');
const small: BigSize = { accounts: 42, closed: 2, bucketsEach: 2, uploadsEach: 3, partsEach: 2, externalId: 'bench-1' };

let aws: SimulatedAws | undefined;

afterEach(() => aws?.close());

test('500 accounts are listed by pages of 20, 20 of them hindered in as many ways', async () => {
  aws = await startSimulatedAws({ organization: bigOrganization(), now });
  const accounts = await everyAccount(aws.url);
  expect(accounts).toHaveLength(505);
  expect(new Set(accounts.map(({ Id }) => Id)).size).toBe(505);
  expect(accounts.filter(({ State }) => State === 'ACTIVE')).toHaveLength(500);
  expect(aws.world.requests.ListAccounts).toBe(26);
  const hindered = hinderedAccounts();
  expect(hindered.size).toBe(20);
  expect(new Set([...hindered.values()].map(({ kind }) => kind)).size).toBe(20);
  expect(hindered.has(bigManagementAccountId)).toBe(false);
  const client = organizationsClient(aws.url);
  const root = (await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id;
  const top = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: root }));
  expect(top.OrganizationalUnits).toHaveLength(5);
  expect(Math.max(...accounts.map(({ Paths }) => Paths?.[0]?.split('/').length ?? 0))).toBe(7);
});

test('is the same for the same seed, and another for another', () => {
  const worldOf = (seed: string) => createWorld({ organization: bigOrganization(), seed, now, journal: null });
  const truth = (seed: string) => worldOf(seed).truth(bigManagementAccountId, `b0-${bigManagementAccountId}`);
  expect(truth('a')).toEqual(truth('a'));
  expect(truth('a')).not.toEqual(truth('b'));
  const units = (seed: string) =>
    worldOf(seed)
      .accounts()
      .map(({ unit }) => unit);
  expect(units('a')).toEqual(units('a'));
  expect(worldOf('a').buckets()).toHaveLength(bigSize.accounts * bigSize.bucketsEach);
});

test('each hindrance hinders as it says, and nobody else is hindered', async () => {
  aws = await startSimulatedAws({ organization: bigOrganization(small), now });
  const hindered = hinderedAccounts(small);
  const seen = new Map<string, string>();
  for (const { Id: id = '', State } of await everyAccount(aws.url)) {
    if (State !== 'ACTIVE' || id === bigManagementAccountId) continue;
    const outcome = await look(aws, id);
    const kind = hindered.get(id)?.kind;
    if (kind === undefined) expect(outcome, id).toBe('6 uploads');
    else seen.set(kind, outcome);
  }
  expect(Object.fromEntries(seen)).toEqual({
    'no role': 'AccessDenied at AssumeRole',
    'a role of another name': 'AccessDenied at AssumeRole',
    'a role that trusts another account': 'AccessDenied at AssumeRole',
    'another external id': 'AccessDenied at AssumeRole',
    'an external id of the read role only': 'AccessDenied at AssumeRole',
    'SCP on s3': 'AccessDenied: with an explicit deny in a service control policy',
    'SCP with its ARN':
      'AccessDenied: with an explicit deny in a service control policy: arn:aws:organizations::100000000000:policy/o-big/service_control_policy/p-denys3',
    'SCP without s3': 'AccessDenied: because no service control policy allows the s3:ListAllMyBuckets action',
    'SCP on everything': 'AccessDenied: with an explicit deny in a service control policy',
    'SCP on uploads': 'AccessDenied: with an explicit deny in a service control policy',
    'resource control policy': 'AccessDenied: with an explicit deny in a resource control policy',
    'boundary denies': 'AccessDenied: with an explicit deny in a permissions boundary',
    'boundary without s3': 'AccessDenied: because no permissions boundary allows the s3:ListAllMyBuckets action',
    'deny in identity policy': 'AccessDenied: with an explicit deny in an identity-based policy',
    'action missing': 'AccessDenied: because no identity-based policy allows the s3:ListBucketMultipartUploads action',
    'bucket policies': 'AccessDenied: with an explicit deny in a resource-based policy',
    'VPC endpoint policy': 'AccessDenied: with an explicit deny in a VPC endpoint policy',
    'suspended midway': 'AllAccessDisabled',
    throttled: 'SlowDown',
    'hung region': 'no answer',
  });
});

async function everyAccount(url: string): Promise<Account[]> {
  const accounts: Account[] = [];
  let token: string | undefined;
  do {
    const page = await organizationsClient(url).send(new ListAccountsCommand({ NextToken: token }));
    accounts.push(...(page.Accounts ?? []));
    token = page.NextToken;
  } while (token);
  return accounts;
}

/** What somebody finds who looks into every bucket of an account, twice. */
async function look({ url, world }: SimulatedAws, id: string): Promise<string> {
  const role = { RoleArn: `arn:aws:iam::${id}:role/StraybytesRead`, RoleSessionName: 'test', ExternalId: 'bench-1' };
  const credentials = await assumedKeys(stsClient(url), role).catch(() => null);
  if (!credentials) return 'AccessDenied at AssumeRole';
  let uploads = 0;
  try {
    for (let round = 0; round < 2; round++) {
      const { Buckets = [] } = await s3Client(url, { credentials }).send(new ListBucketsCommand({}));
      uploads = 0;
      for (const { Name } of Buckets) {
        const { region = '' } = world.bucket(Name ?? '') ?? {};
        const list = new ListMultipartUploadsCommand({ Bucket: Name });
        const page = await s3Client(url, { credentials, region }).send(list, {
          abortSignal: AbortSignal.timeout(5_000),
        });
        uploads += page.Uploads?.length ?? 0;
      }
    }
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'AbortError') return 'no answer';
    const why = /(with an explicit deny|because no) .*/.exec(message)?.[0];
    return why ? `${name}: ${why}` : name;
  }
  return `${uploads} uploads`;
}
