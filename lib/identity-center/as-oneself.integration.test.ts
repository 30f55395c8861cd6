import fs from 'node:fs';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeBoss } from '#lib/collect/queue.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { budgetActions, fixActions } from '#lib/fix/actions.ts';
import { applyFix } from '#lib/fix/apply.ts';
import { quick } from '#lib/fix/fix.test-support.ts';
import { planFix } from '#lib/fix/plan.ts';
import { applyStarterBudget } from '#lib/fix/starter-budget-apply.ts';
import { planStarterBudget } from '#lib/fix/starter-budget-plan.ts';
import { undoStarterBudget } from '#lib/fix/starter-budget-undo.ts';
import { undoFix } from '#lib/fix/undo.ts';
import { log } from '#lib/server/log.ts';
import { listActivity } from '#lib/store/activity.ts';
import { database } from '#lib/store/database.ts';
import { asOneself } from './as-oneself.ts';
import { place, type SsoWorld, session, ssoWorld } from './connected.test-support.ts';
import { ownSessionOf, permissionSetChoices } from './own-session.ts';
import { startConnection } from './start-connection.ts';

const { sessionId, actor } = session;
const { analytics, media, core } = accountIds;
const options = { days: 7, removeExpiredDeleteMarkers: false };
let world: SsoWorld;

beforeEach(async () => {
  world = await ssoWorld();
  // Our own role may not write anywhere: what is written is written by the person.
  for (const { id } of world.aws.world.accounts())
    world.aws.world.apply({ type: 'account', change: { id, roles: [{ name: 'StraybytesRead', power: 'read' }] } });
});
afterEach(async () => {
  await closeBoss();
  await world.close();
});

/** A bucket of the demo that our store knows. */
async function known(accountId: string, name: string): Promise<{ accountId: string; bucket: string }> {
  const region = world.aws.world.bucket(name)?.region;
  const { pool } = database();
  await pool.query(
    'INSERT INTO account (id, name, first_seen_at, last_seen_at) VALUES ($1, $1, now(), now()) ON CONFLICT DO NOTHING',
    [accountId],
  );
  await pool.query(
    'INSERT INTO bucket (account_id, name, region, first_seen_at, last_seen_at) VALUES ($1, $2, $3, now(), now())',
    [accountId, name, region],
  );
  return { accountId, bucket: name };
}

function bucketIn(accountId: string): string {
  const bucket = world.aws.world
    .buckets()
    .find((each) => each.accountId === accountId && each.lifecycle.rules.length === 0 && !each.denied?.length);
  if (!bucket) throw new Error(`no bucket in ${accountId}`);
  return bucket.name;
}

const as = (accountId: string, permissionSet: string, needs: readonly string[] = fixActions) => ({
  sessionId,
  accountId,
  permissionSet,
  needs,
});
const principals = (operation: string) =>
  world.aws.world.trail.of({ operation }).map(({ principal, status }) => `${principal} ${status}`);

describe('a fix as oneself', () => {
  test('is planned, written and undone by the person’s own session, and the log says with which permission set', async () => {
    await world.connect('s.kim');
    const request = { ...(await known(analytics, bucketIn(analytics))), ...options };
    const whose = as(analytics, 'StraybytesOperator');
    const plan = await asOneself({ ...whose, needs: [] }, (own) => planFix(request, own));
    const { fingerprint } = plan;
    const fix = await asOneself(whose, (own) =>
      applyFix({ ...request, fingerprint, actor, acceptActive: true, as: own, pace: quick }),
    );
    expect(fix).toMatchObject({ actor: 'sora', problem: null });
    const writer = `arn:aws:sts::${analytics}:assumed-role/AWSReservedSSO_StraybytesOperator_\\w{16}/s\\.kim 20[04]`;
    expect(principals('PutBucketLifecycleConfiguration')).toEqual([expect.stringMatching(`^${writer}$`)]);
    await asOneself(whose, (own) => undoFix({ fixId: fix.fixId, actor, as: own, pace: quick }));
    expect(principals('DeleteBucketLifecycle')).toEqual([expect.stringMatching(`^${writer}$`)]);
    const { items } = await listActivity({ limit: 10 });
    for (const action of ['fix.apply', 'fix.undo'])
      expect(items.find((item) => item.action === action)).toMatchObject({
        actor: 'sora',
        detail: { permissionSet: 'StraybytesOperator', awsUser: 's.kim' },
      });
  });

  test('that the permission set does not allow is refused in words, and learnt', async () => {
    await world.connect('s.kim');
    const request = { ...(await known(analytics, bucketIn(analytics))), ...options };
    const choices = () => permissionSetChoices({ sessionId, accountId: analytics, needs: fixActions });
    expect(await choices()).toMatchObject({ suggested: 'StraybytesOperator', mustChoose: false });
    const whose = as(analytics, 'StraybytesViewer');
    const { fingerprint } = await asOneself({ ...whose, needs: [] }, (own) => planFix(request, own));
    await expect(
      asOneself(whose, (own) => applyFix({ ...request, fingerprint, actor, acceptActive: true, as: own, pace: quick })),
    ).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringContaining('in a permissions policy of the permission set StraybytesViewer'),
    });
    expect((await choices()).choices).toContainEqual(
      expect.objectContaining({ permissionSet: 'StraybytesViewer', standing: 'denied' }),
    );
    const { items } = await listActivity({ limit: 3 });
    expect(items[0]).toMatchObject({ action: 'fix.refuse', detail: { permissionSet: 'StraybytesViewer' } });
  });

  test('that a policy of the organization denies says so, whatever the permission set', async () => {
    await world.connect('d.novak');
    const request = { ...(await known(media, 'raw-footage')), ...options };
    const whose = as(media, 'AdministratorAccess');
    const { fingerprint } = await asOneself({ ...whose, needs: [] }, (own) => planFix(request, own));
    await expect(
      asOneself(whose, (own) => applyFix({ ...request, fingerprint, actor, acceptActive: true, as: own, pace: quick })),
    ).rejects.toMatchObject({
      code: 'denied',
      details: { deniedBy: 'service control policy' },
      message: expect.stringContaining(
        'a service control policy of the organization denies s3:PutLifecycleConfiguration',
      ),
    });
  });

  test.each(['service control policy', 'resource control policy', 'session policy', 'VPC endpoint policy'] as const)(
    'that a %s denied to one suggests more power to nobody',
    async (by) => {
      const account = { id: media, denied: [{ action: 's3:PutLifecycleConfiguration', by, explicit: true }] };
      world.aws.world.apply({ type: 'account', change: account });
      await world.connect('s.kim');
      const request = { ...(await known(media, 'media-ingest')), ...options };
      const whose = as(media, 'StraybytesOperator');
      const { fingerprint } = await asOneself({ ...whose, needs: [] }, (own) => planFix(request, own));
      const fix = asOneself(whose, (own) =>
        applyFix({ ...request, fingerprint, actor, acceptActive: true, as: own, pace: quick }),
      );
      await expect(fix).rejects.toMatchObject({ code: 'denied' });
      const dana = { sessionId: 'session-2', personId: 'person-2', actor: 'dana' };
      await world.connect('d.novak', dana);
      const choices = await permissionSetChoices({ ...dana, accountId: media, needs: fixActions });
      expect(choices).toMatchObject({
        suggested: 'StraybytesOperator',
        mustChoose: true,
        deniedByOrganization: by.endsWith('control policy') ? ['s3:PutLifecycleConfiguration'] : [],
      });
      const standings = choices.choices.map(({ permissionSet, standing }) => [permissionSet, standing]);
      expect(standings).toContainEqual(['StraybytesOperator', 'untried']);
    },
  );

  test('of an account or with a permission set that is not the person’s own is refused by AWS', async () => {
    await world.connect('a.rossi');
    for (const whose of [as(media, 'StraybytesViewer'), as(core, 'AdministratorAccess')])
      await expect(asOneself(whose, async () => 'done')).rejects.toMatchObject({
        code: 'denied',
        details: { reason: 'notAssigned' },
      });
    await expect(
      asOneself({ ...as(core, 'StraybytesViewer'), sessionId: 'session-9' }, async () => 'done'),
    ).rejects.toMatchObject({ code: 'refused', details: { reason: 'notConnected' } });
  });

  test('that worked is suggested again, and one that was never tried is not', async () => {
    await world.connect('d.novak');
    const choices = () => permissionSetChoices({ sessionId, accountId: core, needs: fixActions });
    expect(await choices()).toMatchObject({ suggested: 'StraybytesOperator', mustChoose: true });
    await asOneself(as(core, 'StraybytesOperator'), async () => 'done');
    expect((await choices()).choices[0]).toMatchObject({ permissionSet: 'StraybytesOperator', standing: 'worked' });
  });
});

test('a starter budget is planned, created and deleted as oneself', async () => {
  await world.connect('s.kim');
  await known(analytics, bucketIn(analytics));
  const whose = as(analytics, 'StraybytesOperator', budgetActions);
  const input = { accountId: analytics, name: 'starter', amountUsd: 10, emails: ['ops@example.com'] };
  expect(await asOneself({ ...whose, needs: [] }, (own) => planStarterBudget(input, own))).toMatchObject({
    outcome: 'create',
  });
  const { outcome, starter } = await asOneself(whose, (own) => applyStarterBudget({ ...input, actor, as: own }));
  expect(outcome).toBe('created');
  await asOneself(whose, (own) => undoStarterBudget({ starterId: starter?.starterId ?? '', actor, as: own }));
  for (const operation of ['CreateBudget', 'DeleteBudget'])
    expect(principals(operation)).toEqual([
      expect.stringMatching(/AWSReservedSSO_StraybytesOperator_\w+\/s\.kim 200$/),
    ]);
  const { items } = await listActivity({ limit: 10 });
  expect(items.filter(({ detail }) => detail.permissionSet === 'StraybytesOperator')).toHaveLength(2);
});

test('no secret of a connection is in a log, in an answer or in clear in any table', async () => {
  const written: string[] = [];
  // Where pino writes: it goes past the streams.
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation((_fd: number, chunk: unknown) => {
    written.push(String(chunk));
    return String(chunk).length;
  });
  try {
    const answers: unknown[] = [await startConnection({ ...place, ...session })];
    const { flow } = world.aws.world.sso;
    const pending = [...flow.devices.keys(), ...[...flow.clients.values()].map(({ secret }) => secret)];
    const inTables = [await tables()];
    await world.connect('s.kim');
    const request = { ...(await known(analytics, bucketIn(analytics))), ...options };
    const whose = as(analytics, 'StraybytesViewer');
    const own = await ownSessionOf(whose);
    const plan = await planFix(request, own);
    answers.push(own, plan);
    const failure = await applyFix({
      ...request,
      fingerprint: plan.fingerprint,
      actor,
      acceptActive: true,
      as: own,
      pace: quick,
    }).catch((error: unknown) => error);
    world.aws.faults.sso = { expireTokens: true };
    inTables.push(await tables());
    const refused = await ownSessionOf(whose).catch((error: unknown) => error);
    for (const error of [failure, refused]) log().error({ err: error, own, target: { as: own } }, 'failed');
    answers.push(failure, refused);
    const tokens = [...flow.tokens.keys()];
    const { sessionToken = '' } = await own.keys();
    const secrets = [...pending, ...tokens, sessionToken];
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    expect(inTables.join()).toContain('identity_center_connection');
    expect(written.join()).toContain('permission set StraybytesViewer');
    const places = [
      ...inTables,
      ...written,
      ...answers.map((answer) => inspect(answer, { depth: 12 }) + JSON.stringify(answer)),
    ];
    for (const secret of secrets) for (const text of places) expect(text.includes(secret)).toBe(false);
  } finally {
    spy.mockRestore();
  }
});

/** Every row of every table, as text. */
async function tables(): Promise<string> {
  const { pool } = database();
  const { rows } = await pool.query<{ name: string }>(
    "SELECT schemaname || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await pool.query<{ text: string | null }>(`SELECT string_agg(t::text, ' ') AS text FROM ${name} t`);
      return `${name}: ${found.rows[0]?.text ?? ''}`;
    }),
  );
  return texts.join('\n');
}
