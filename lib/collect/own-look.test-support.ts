import { accountIds } from '#lib/demo/organization/accounts.ts';
import type { TrailEvent } from '#lib/demo/world/trail.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { type SsoWorld, session, ssoWorld } from '#lib/identity-center/connected.test-support.ts';
import { database } from '#lib/store/database.ts';
import { addUploads, ended, errors } from './collecting.test-support.ts';
import type { Progress } from './progress.ts';
import { closeBoss } from './queue.ts';
import { type OwnLookRequest, requestOwnLook } from './request-own-look.ts';
import { startWorker, type Worker } from './worker.ts';

export const { analytics } = accountIds;
export const viewer = 'StraybytesViewer';
/** As AWS's own trail has whoever looks as s.kim. */
export const kim = new RegExp(`^arn:aws:sts::${analytics}:assumed-role/AWSReservedSSO_${viewer}_\\w{16}/s\\.kim$`);

export type OwnLab = SsoWorld & {
  start(): Promise<Worker>;
  /** What AWS was asked since it was last asked so, but for the portal. */
  since(): TrailEvent[];
};

/** The demo's directory with s.kim connected, and two buckets in analytics with uploads. */
export async function ownLab(): Promise<OwnLab> {
  const world = await ssoWorld({ buckets: false });
  const workers: Worker[] = [];
  await world.connect('s.kim');
  let seen = 0;
  for (const name of ['one', 'two']) addBucket(world, name);
  return {
    ...world,
    async start() {
      const worker = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
      workers.push(worker);
      return worker;
    },
    since() {
      const all = world.aws.world.trail.of({});
      const news = all.slice(seen).filter(({ operation }) => !operation.startsWith('sso'));
      seen = all.length;
      return news;
    },
    async close() {
      for (const worker of workers) await worker.stop();
      await closeBoss();
      await world.close();
    },
  };
}

export function addBucket({ aws }: SsoWorld, name: string, count = 20): void {
  aws.world.addBucket({ accountId: analytics, name, region: 'us-east-1' });
  addUploads(aws, { bucket: name, count });
}

/** Gives a bucket a rule that covers all of it and takes none of what it has. */
export function protect({ aws }: SsoWorld, name: string): void {
  aws.world.setLifecycle(name, {
    rules: [
      { ID: 'abort', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 365 } },
    ],
    transitionDefaultMinimumObjectSize: null,
  });
}

export const asKim: OwnLookRequest = {
  accountId: analytics,
  permissionSet: viewer,
  owner: { sessionId: session.sessionId, actor: session.actor },
  trigger: 'page',
};

/** Looks as s.kim and waits for the end. */
export async function lookAsKim(request: Partial<OwnLookRequest> = {}): Promise<Progress> {
  const { runId } = await requestOwnLook({ ...asKim, ...request });
  return ended(runId);
}

/** All that the store keeps of the account itself and of what is denied on its buckets. */
export async function standing(): Promise<unknown> {
  const { rows } = await database().pool.query(
    `select reachable, problem, denied, tried, fix_role, preflight_at,
       (select jsonb_object_agg(name, denied) from bucket where account_id = account.id) as buckets from account where id = $1`,
    [analytics],
  );
  return rows[0];
}

/** The rules of a bucket as they are known. */
export async function knownRules(name: string): Promise<unknown> {
  const { rows } = await database().pool.query('select lifecycle, lifecycle_read_at from bucket where name = $1', [
    name,
  ]);
  return rows[0];
}

/** The newest snapshot's row of a bucket, whole. */
export async function figures(name: string): Promise<Record<string, unknown>> {
  const { rows } = await database().pool.query(
    `select to_jsonb(s) - 'snapshot_id' as row from bucket_snapshot s
     where name = $1 and snapshot_id = (select id from snapshot order by seq desc limit 1)`,
    [name],
  );
  return rows[0]?.row ?? {};
}

export async function snapshots(): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>('select count(*)::int as count from snapshot');
  return rows[0]?.count ?? 0;
}
