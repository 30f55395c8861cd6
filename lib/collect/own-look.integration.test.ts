import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { session } from '#lib/identity-center/connected.test-support.ts';
import { connectionOf } from '#lib/identity-center/connection.ts';
import { permissionSetChoices } from '#lib/identity-center/own-session.ts';
import { listActivity } from '#lib/store/activity.ts';
import { database } from '#lib/store/database.ts';
import { addUploads, collect, errors, row } from './collecting.test-support.ts';
import { lookActions } from './look-actions.ts';
import {
  addBucket,
  analytics,
  figures,
  kim,
  knownRules,
  lookAsKim,
  type OwnLab,
  ownLab,
  protect,
  snapshots,
  standing,
  viewer,
} from './own-look.test-support.ts';

let lab: OwnLab;

beforeEach(async () => {
  lab = await ownLab();
  await lab.start();
});
afterEach(async () => {
  delete process.env.DAILY_API_BUDGET_USD;
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

/** From now on no role of ours can be taken in the account. */
function withoutRoles(): void {
  lab.aws.world.apply({ type: 'account', change: { id: analytics, roles: [] } });
}

function deny(action: string, bucket?: string): void {
  lab.aws.faults.denied = [
    { action, by: 'service control policy', sessionsOf: 'AWSReservedSSO_', ...(bucket && { bucket }) },
  ];
}

const truth = (name: string) => ({ ...lab.aws.world.truth(analytics, name), measurement: 'exact', problem: null });

describe('a look as oneself', () => {
  test('reads an account that our own role cannot, by the person’s role alone, and says nothing of ours', async () => {
    withoutRoles();
    await collect();
    const before = await standing();
    expect(before).toMatchObject({ reachable: 'no', problem: expect.any(String) });
    lab.since();
    expect(await lookAsKim()).toMatchObject({
      status: 'completed',
      partial: false,
      problems: [],
      progress: { done: 2, total: 2 },
      own: { permissionSet: viewer, awsUser: 's.kim' },
    });
    for (const name of ['one', 'two']) expect(await row(name)).toMatchObject(truth(name));
    const asked = lab.since();
    expect(new Set(asked.map(({ operation }) => operation))).toEqual(
      new Set(['ListBuckets', 'ListMultipartUploads', 'GetBucketLifecycleConfiguration']),
    );
    for (const { principal } of asked) expect(principal).toMatch(kim);
    // Its buckets are listed now; its role is as useless as before.
    expect(await standing()).toEqual({ ...Object(before), problem: null, buckets: { one: [], two: [] } });
    const choices = await permissionSetChoices({ ...session, accountId: analytics, needs: lookActions });
    expect(choices.choices[0]).toMatchObject({ permissionSet: viewer, standing: 'worked' });
    const { items } = await listActivity({ limit: 5 });
    expect(items.find(({ action }) => action === 'collect.request')).toMatchObject({
      actor: 'sora',
      accountId: analytics,
      detail: { permissionSet: viewer, awsUser: 's.kim', accounts: [analytics] },
    });
    // Who looks without them sees what they saw, as of then.
    await collect({ accounts: [analytics] });
    expect(await row('one')).toMatchObject({ measurement: 'denied', bytes: null });
    const { rows } = await database().pool.query('select known_bytes::float8 as bytes from bucket where name = $1', [
      'one',
    ]);
    expect(rows).toEqual([{ bytes: truth('one').bytes }]);
  });

  test('of one bucket reads that one, and leaves the others as they were', async () => {
    await collect();
    const two = await figures('two');
    addBucket(lab, 'three');
    lab.aws.world.clock.advance({ days: 31 });
    lab.since();
    expect(await lookAsKim({ bucket: 'one' })).toMatchObject({ status: 'completed', progress: { done: 1, total: 1 } });
    expect(await row('one')).toMatchObject(truth('one'));
    expect(await figures('two')).toEqual(two);
    const asked = lab.since();
    expect(asked.map(({ operation }) => operation)).not.toContain('ListBuckets');
    for (const { principal, bucket } of asked) expect([principal, bucket]).toEqual([expect.stringMatching(kim), 'one']);
    const { items } = await listActivity({ limit: 1, bucket: 'one' });
    expect(items[0]).toMatchObject({ action: 'collect.request', bucket: 'one', detail: { permissionSet: viewer } });
  });

  test.each(['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts', 's3:GetLifecycleConfiguration'])(
    'leaves a bucket of which %s is denied to the person as it was, and says why',
    async (action) => {
      await collect();
      // Sizes are asked for anew by then.
      lab.aws.world.clock.advance({ days: 31 });
      deny(action, 'one');
      // Rules are as it was left too, or its page would say that they changed after its figures.
      protect(lab, 'one');
      const rules = await knownRules('one');
      const before = { one: await figures('one'), standing: await standing(), snapshots: await snapshots() };
      const failed = await lookAsKim({ bucket: 'one' });
      expect(failed).toMatchObject({ status: 'failed', problems: [{ bucket: 'one' }] });
      const told = failed.problems[0]?.problem ?? '';
      expect(told).toMatch(/^As s\.kim with the permission set StraybytesViewer: .*`one`/);
      expect(told).toContain(`a service control policy of the organization denies ${action}`);
      expect(told).toMatch(/Ask .* What was known before stays\.$/);
      expect(await snapshots()).toBe(before.snapshots);

      const some = await lookAsKim();
      expect(some).toMatchObject({ status: 'completed', partial: true, progress: { done: 2, total: 2 } });
      expect(some.problems).toEqual([{ accountId: analytics, bucket: 'one', problem: told }]);
      expect(await figures('one')).toEqual(before.one);
      expect(await knownRules('one')).toEqual(rules);
      expect((await row('two')).checkedAt?.getTime()).toBeGreaterThan((await row('one')).checkedAt?.getTime() ?? 0);
      expect(await standing()).toEqual(before.standing);
      const learnt = await permissionSetChoices({ ...session, accountId: analytics, needs: [action] });
      expect(learnt).toMatchObject({ suggested: viewer, mustChoose: true, deniedByOrganization: [action] });
      // Our own role goes on as if nobody had looked.
      await collect({ accounts: [analytics] });
      expect(await row('one')).toMatchObject({ ...truth('one'), coverage: 'full' });
    },
  );

  test('of an account that the person may not list changes nothing', async () => {
    await collect();
    const before = [await figures('one'), await standing(), await snapshots()];
    deny('s3:ListAllMyBuckets');
    expect(await lookAsKim()).toMatchObject({
      status: 'failed',
      problems: [{ accountId: analytics, problem: expect.stringMatching(/^As s\.kim .* denies s3:ListAllMyBuckets/) }],
    });
    expect([await figures('one'), await standing(), await snapshots()]).toEqual(before);
  });

  test('that lists an account and may read none of its buckets tells which there are', async () => {
    withoutRoles();
    await collect();
    const unlisted = async () => {
      const { rows } = await database().pool.query<{ unlisted: string[] }>(
        'select unlisted_accounts as unlisted from snapshot order by seq desc limit 1',
      );
      return rows[0]?.unlisted ?? [analytics];
    };
    expect(await unlisted()).toContain(analytics);
    deny('s3:ListBucketMultipartUploads');
    const look = await lookAsKim();
    expect(look).toMatchObject({ status: 'completed', partial: true, progress: { done: 2, total: 2 } });
    expect(look.problems.map(({ bucket }) => bucket)).toEqual(['one', 'two']);
    expect(await standing()).toMatchObject({ reachable: 'no', problem: null });
    expect(await unlisted()).not.toContain(analytics);
    for (const name of ['one', 'two'])
      expect(await row(name)).toMatchObject({ measurement: 'notScanned', uploads: null, coverage: null });
  });

  test('that reads a bucket in part counts where nothing was known of it', async () => {
    withoutRoles();
    await collect();
    deny('s3:ListMultipartUploadParts');
    expect(await lookAsKim()).toMatchObject({ status: 'completed', partial: true });
    expect(await row('one')).toMatchObject({
      measurement: 'partial',
      uploads: 20,
      bytes: null,
      coverage: 'none',
      problem: expect.stringMatching(/^As s\.kim .*s3:ListMultipartUploadParts/),
    });
  });

  test('opens no key to our own role, which asks again by itself', async () => {
    const denied = async () => {
      const { rows } = await database().pool.query(
        `select jsonb_path_query_array(denied, '$[*].action') as actions from bucket where name = 'one'`,
      );
      return rows[0]?.actions;
    };
    lab.aws.faults.kmsDenied = ['one'];
    await collect();
    expect(await denied()).toEqual(['kms:Decrypt']);
    // The person may use the key.
    lab.aws.faults.kmsDenied = false;
    expect(await lookAsKim({ bucket: 'one' })).toMatchObject({ problems: [], apiCalls: { ListParts: 20 } });
    expect(await row('one')).toMatchObject(truth('one'));
    expect(await denied()).toEqual(['kms:Decrypt']);
    // An upload that no key locks says nothing of the others.
    addUploads(lab.aws, { bucket: 'one', count: 1, prefix: 'plain/' });
    expect(await collect()).toMatchObject({ apiCalls: { ListParts: 1 } });
    expect(await row('one')).toMatchObject(truth('one'));
    expect(await denied()).toEqual(['kms:Decrypt']);
    expect(await collect({ buckets: [`${analytics}/one`] })).toMatchObject({ apiCalls: { ListParts: 20 } });
    expect(await denied()).toEqual([]);
    expect(await row('one')).toMatchObject(truth('one'));
  });

  test('is held to the daily ceiling, and what it did not reach stays as it was', async () => {
    await collect();
    const before = await figures('one');
    process.env.DAILY_API_BUDGET_USD = '0.0000001';
    resetEnv();
    const stopped = await lookAsKim({ bucket: 'one' });
    expect(stopped).toMatchObject({ status: 'failed', stoppedBy: 'budget' });
    expect(stopped.problems[0]?.problem).toContain('DAILY_API_BUDGET_USD');
    expect(await figures('one')).toEqual(before);
    expect(await connectionOf(session.sessionId)).toMatchObject({ state: 'connected' });
  });
});
