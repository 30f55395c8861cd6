import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountActions } from '#lib/fix/account-actions.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { accountState } from '#lib/guardrails/account-state.ts';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import { accountView } from '#lib/store/account-views.ts';
import { database } from '#lib/store/database.ts';
import { triedActions } from '#lib/store/tried-actions.ts';
import { account, addUploads, collect, type Lab, member, openLab } from './collecting.test-support.ts';
import { preflight } from './preflight.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const uploads = 's3:ListBucketMultipartUploads';
const parts = 's3:ListMultipartUploadParts';
const by = 'resource-based policy' as const;

function add(names: string[]): void {
  for (const name of names) {
    lab.aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
    addUploads(lab.aws, { bucket: name, count: 2 });
  }
}

async function denied(accountId = account): Promise<DeniedAction[]> {
  return (await accountView(accountId))?.denied ?? [];
}

/** Each with its buckets. */
async function told(): Promise<Record<string, string[]>> {
  return Object.fromEntries((await denied()).map(({ action, buckets }) => [action, buckets]));
}

const look = (accountId = account) => preflight({ accountId, fixPolicy: fixPolicy(), actor: 'test' });

async function actionsOf(accountId = account) {
  const view = await accountView(accountId);
  if (!view) throw new Error(`Nobody knows ${accountId}.`);
  return accountActions(view, (await triedActions(accountId)).get(accountId));
}

describe('what is denied on buckets', () => {
  test('is known of each: differing ones apart, those denied alike together with their count', async () => {
    add(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    lab.aws.faults.denied = [
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((bucket) => ({
        bucket,
        action: uploads,
        by,
        explicit: true as const,
      })),
      { bucket: 'h', action: uploads, by, explicit: false },
    ];
    await collect();
    const [many, one, ...others] = await denied();
    expect(others).toEqual([]);
    expect(many).toMatchObject({ explicit: true, statement: null, buckets: ['a', 'b', 'c', 'd', 'e'], bucketCount: 7 });
    expect(many?.problem).toMatch(/^The bucket policy of each of these buckets denies/);
    expect(one).toMatchObject({ explicit: false, buckets: ['h'], bucketCount: 1, resource: 'arn:aws:s3:::h' });
    expect(one?.statement).toMatchObject({ Resource: 'arn:aws:s3:::h', Action: uploads });
  });

  test('by the light path too names bucket, principal and resource as AWS writes them', async () => {
    add(['a']);
    lab.aws.faults.denied = [{ bucket: 'a', action: parts, by: 'identity-based policy' }];
    await collect();
    expect(await denied()).toMatchObject([
      {
        action: parts,
        by: 'identity-based policy',
        resource: expect.stringMatching(/^arn:aws:s3:::a\/up\//),
        buckets: ['a'],
      },
    ]);
  });

  test('ends only where it was tried and allowed, or the bucket is gone', async () => {
    add(['a', 'b', 'c']);
    const onParts = ['a', 'b', 'c'].map((bucket) => ({ bucket, action: parts, by }));
    lab.aws.faults.denied = onParts;
    await collect();
    expect(await told()).toEqual({ [parts]: ['a', 'b', 'c'] });

    // The parts cannot be tried where the uploads may not be listed, and nothing where the buckets may not.
    lab.aws.faults.denied = [{ bucket: 'a', action: uploads, by }];
    await collect();
    expect(await told()).toEqual({ [uploads]: ['a'], [parts]: ['a'] });
    lab.aws.faults.denied = [{ action: 's3:ListAllMyBuckets', by: 'permissions boundary' }];
    await collect();
    expect(await told()).toEqual({ 's3:ListAllMyBuckets': [], [uploads]: ['a'], [parts]: ['a'] });

    // A run that asks for something else knows nothing of it.
    lab.aws.faults.denied = [];
    await collect({ kinds: ['lifecycle'] });
    expect(await told()).toEqual({ [uploads]: ['a'], [parts]: ['a'] });
    lab.aws.world.addBucket({ accountId: account, name: 'z', region: 'us-east-1' });
    lab.aws.faults.denied = [{ bucket: 'z', action: uploads, by }];
    await collect();
    expect(await told()).toEqual({ [uploads]: ['z'] });
    lab.aws.world.apply({ type: 'bucketGone', bucket: 'z' });
    await collect();
    expect(await denied()).toEqual([]);
  });

  test('is tried again by a look at the account, where it was denied', async () => {
    add(['a', 'b', 'c']);
    lab.aws.faults.denied = [{ bucket: 'c', action: uploads, by }];
    await collect();
    expect((await look()).denied.map(({ buckets }) => buckets)).toEqual([['c']]);
    lab.aws.faults.denied = [];
    expect((await look()).denied).toEqual([]);
  });
});

describe('a look at one account', () => {
  test('tries every declared action that is free, and says why not of the others', async () => {
    add(['a']);
    await collect({ kinds: ['uploads', 'lifecycle', 'costs'] });
    await look();
    const { tried, notTried, fixRole } = await actionsOf();
    expect(tried.filter(({ outcome }) => outcome !== 'allowed')).toEqual([]);
    expect(tried.filter(({ role }) => role === 'read').map(({ action }) => action)).toEqual(
      expect.arrayContaining(['s3:GetBucketTagging', 's3:GetBucketLocation', parts, 'iam:GetCredentialReport']),
    );
    // The collection has paid for this one.
    expect(tried.map(({ action }) => action)).toContain('ce:GetCostAndUsage');
    const why = Object.fromEntries(notTried.map(({ action, why: said }) => [action, said]));
    expect(why).toMatchObject({ 'ce:GetCostForecast': expect.stringContaining('USD 0.01') });
    expect(Object.keys(why).filter((action) => !/^(ce|kms):|:(Put|Modify)/.test(action))).toEqual([]);
    expect(fixRole).toMatchObject({ usable: 'own', denied: [] });
  });

  test('tells what of the new ones is denied, and that nothing was tried of parts without an upload', async () => {
    lab.aws.world.addBucket({ accountId: account, name: 'a', region: 'us-east-1' });
    const actions = ['s3:GetBucketTagging', 's3:GetBucketVersioning', 's3:GetBucketLocation'];
    lab.aws.faults.denied = actions.map((action) => ({ action, by: 'service control policy' as const }));
    await collect();
    const view = await look();
    expect(view.denied.map(({ action }) => action).sort()).toEqual([...actions].sort());
    const { tried } = await actionsOf();
    expect(tried.find(({ action }) => action === parts)).toMatchObject({
      outcome: 'unclear',
      problem: expect.stringContaining('No unfinished upload'),
    });
    lab.aws.faults.denied = [];
    expect((await look()).denied).toEqual([]);
  });

  test('assumes both roles of a member, and says what its fix role lacks', async () => {
    await lab.close();
    lab = await openLab({ environment: { MEMBER_ACCOUNTS: member, EXTERNAL_ID: 'ours' } });
    lab.aws.world.addAccount({ id: member, name: 'analytics', externalId: 'ours' });
    lab.aws.world.addBucket({ accountId: member, name: 'theirs', region: 'eu-west-1' });
    await collect();
    await look(member);
    expect((await actionsOf(member)).fixRole).toMatchObject({ usable: 'yes', problem: null, denied: [] });

    lab.aws.faults.denied = [{ account: member, action: 's3:GetBucketVersioning', by: 'permissions boundary' }];
    await look(member);
    const { fixRole, notTried } = await actionsOf(member);
    expect(fixRole?.denied.map(({ action }) => action)).toEqual(['s3:GetBucketVersioning']);
    expect(
      notTried
        .filter(({ role }) => role === 'fix')
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['budgets:ModifyBudget', 's3:PutLifecycleConfiguration']);

    lab.aws.faults.denied = [];
    lab.aws.world.apply({
      type: 'account',
      change: { id: member, roles: [{ name: 'StraybytesRead', power: 'read' }] },
    });
    expect(await look(member)).toMatchObject({ reachable: 'yes', denied: [] });
    const without = await actionsOf(member);
    expect(without.fixRole).toMatchObject({
      usable: 'no',
      problem: expect.stringContaining('See that the role is there'),
    });
    expect(without.fixRole?.denied[0]?.trust).toMatchObject({
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'ours' } },
    });
    // Nor does a session from before hide that the role is gone.
    lab.aws.world.apply({ type: 'account', change: { id: member, roles: [] } });
    expect(await look(member)).toMatchObject({ reachable: 'no', denied: [{ kind: 'role' }] });
  });
});

test('a role that works again ends why the buckets could not be listed, and they are known of no sooner than they are', async () => {
  await lab.close();
  lab = await openLab({ environment: { MEMBER_ACCOUNTS: member } });
  lab.aws.world.addAccount({ id: member, name: 'analytics' });
  const change = (roles: [] | null) => lab.aws.world.apply({ type: 'account', change: { id: member, roles } });
  lab.aws.world.addBucket({ accountId: member, name: 'theirs', region: 'eu-west-1' });
  await collect();
  change([]);
  await collect();
  expect(await look(member)).toMatchObject({ reachable: 'no', problem: expect.stringContaining('sts:AssumeRole') });
  change(null);
  const again = await look(member);
  expect(again).toMatchObject({ reachable: 'yes', denied: [], problem: null, atLeast: true });
  expect(accountState(again)).toBe('untried');
  // Where the role works and the listing is what is denied now, that is told, and not the role.
  lab.aws.faults.denied = [{ account: member, action: 's3:ListAllMyBuckets', by: 'service control policy' }];
  await collect();
  change([]);
  await look(member);
  change(null);
  expect(await look(member)).toMatchObject({
    reachable: 'yes',
    problem: null,
    denied: [{ action: 's3:ListAllMyBuckets' }],
  });
  lab.aws.faults.denied = [];
  await collect();
  const view = await accountView(member);
  expect(view && accountState(view)).toBe('seen');
});

test('no denial of a thousand is lost', async () => {
  await collect();
  await database().pool.query(
    `insert into bucket (account_id, name, region, first_seen_at, last_seen_at, denied)
     select $1, 'b' || lpad(n::text, 4, '0'), 'us-east-1', now(), now(), jsonb_build_array($2::jsonb || jsonb_build_object('resource', 'arn:aws:kms:us-east-1:1:key/' || n))
     from generate_series(1, 1000) n`,
    [account, JSON.stringify(kms)],
  );
  // A look forgets no bucket: only a collection says which are gone.
  const { denied: all } = await look();
  expect(all).toMatchObject([{ action: 'kms:Decrypt', bucketCount: 1000, resource: null }]);
  expect(all[0]?.buckets).toHaveLength(5);
});

const kms = {
  kind: 'uploads',
  asked: parts,
  action: 'kms:Decrypt',
  by: 'resource-based policy',
  explicit: false,
  policyArn: null,
  buckets: ['b'],
  bucketCount: 1,
  statement: null,
  trust: null,
  exemption: null,
  where: 'the key policy of the KMS key',
  ask: 'its owner',
  problem: 'No.',
  at: '2026-11-23T12:00:00.000Z',
};
