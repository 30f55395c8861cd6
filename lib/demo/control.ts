import { z } from 'zod';
import { addCosts, answerTrueCosts } from './control-costs.ts';
import type { Incoming } from './exchange.ts';
import type { FaultSettings, Faults } from './faults.ts';
import { answerSsoControl } from './sso/control.ts';
import { isActive } from './world/account.ts';
import { type AccountChange, accountChangeSchema } from './world/account-change.ts';
import type { World } from './world/world.ts';

/** `/_simulated/…`: what moves the clock, breaks things and tells the truth. No real AWS has these. */
type ControlCall = Pick<Incoming, 'method' | 'path' | 'query' | 'body'> & { world: World; faults: Faults };
type ControlAnswer = { status: number; body: unknown };

const clockSchema = z.object({ days: z.number().min(0).max(3650).optional(), hours: z.number().min(0).optional() });
const uploadsSchema = z.object({
  bucket: z.string(),
  uploads: z.array(
    z.object({
      key: z.string(),
      initiatedAt: z.coerce.date(),
      uploadId: z.string().optional(),
      storageClass: z.string().optional(),
      initiator: z.string().optional(),
      parts: z
        .array(z.object({ number: z.number().int(), bytes: z.number().int(), lastModified: z.coerce.date() }))
        .optional(),
    }),
  ),
});

export function answerControl(call: ControlCall): ControlAnswer {
  const { method, path, query, world, faults } = call;
  const route = `${method} ${path.slice('/_simulated/'.length)}`;
  try {
    if (route === 'GET state') return { status: 200, body: stateOf(world) };
    if (route === 'GET truth') return { status: 200, body: truthOf(world, query) };
    if (route === 'GET requests') return { status: 200, body: world.requests };
    if (route === 'GET trail') return { status: 200, body: world.trail.of(Object.fromEntries(query)) };
    if (route === 'GET costs') return { status: 200, body: answerTrueCosts(world, query) };
    const input = JSON.parse(call.body || '{}');
    if (route === 'POST clock')
      return { status: 200, body: { now: world.clock.advance(defined(clockSchema.parse(input))) } };
    const ofSso = answerSsoControl(world, { route, input });
    if (ofSso) return { status: 200, body: ofSso };
    if (route === 'POST costs') return { status: 200, body: addCosts(world, input) };
    if (route === 'POST faults') {
      faults.reset();
      faults.set(input as Partial<FaultSettings>);
      return { status: 200, body: input };
    }
    if (route === 'POST accounts') {
      const changes = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]).parse(input);
      // Read whole before any is done; the journal keeps them as they came.
      for (const change of changes) accountChangeSchema.parse(change);
      for (const change of changes as AccountChange[]) world.apply({ type: 'account', change });
      return { status: 200, body: { changed: changes.length } };
    }
    if (route === 'POST uploads') {
      const { bucket, uploads } = uploadsSchema.parse(input);
      for (const upload of uploads) world.addUpload({ ...defined(upload), bucket });
      return { status: 200, body: { added: uploads.length } };
    }
    return { status: 404, body: { error: `nothing at ${route}` } };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function stateOf(world: World) {
  return {
    now: world.clock.now(),
    bornAt: world.bornAt,
    seed: world.seed,
    managementAccountId: world.managementAccountId,
    accounts: world
      .accounts()
      .filter(isActive)
      .map((account) => ({
        ...account,
        buckets: world.buckets().filter((bucket) => bucket.accountId === account.id).length,
      })),
  };
}

/** Of one bucket with `account` and `bucket`, else of everything. */
function truthOf(world: World, query: URLSearchParams) {
  const bucket = query.get('bucket');
  if (bucket) return world.truth(query.get('account') ?? '', bucket);
  return world
    .buckets()
    .map(({ accountId, name }) => ({ accountId, bucket: name, ...world.truth(accountId, name) }))
    .filter((each) => each.uploads > 0);
}

/** Leaves out what is undefined, for types that tell the two apart. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
