'use server';

import { z } from 'zod';
import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { requireLookedAt } from '#lib/collect/asked-accounts.ts';
import { type LookPlace as Place, scopeOfPlace } from '#lib/collect/look-place.ts';
import { requestAnswer } from '#lib/collect/request.ts';
import { requestOwnLook } from '#lib/collect/request-own-look.ts';
import { type ActionResult, actionResult } from './action-result.ts';

const place = z.object({ accountId: z.string().min(1).max(64), bucket: z.string().min(1).max(255).optional() });
const ownPlace = place.extend({ permissionSet: z.string().min(1).max(64) });

/** As a page names it. */
export type LookPlace = Place;

/** Begins a collection of one bucket, of one account or of everything, or joins the one under way. */
export async function lookAgain(only?: LookPlace): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', async (viewer) => {
    const asked = place.optional().parse(only);
    const scope = asked && scopeOfPlace(asked);
    await requireLookedAt(scope?.accounts ?? []);
    return requestAnswer({ ...scope, trigger: 'page', actor: viewer.name });
  });
}

/** Begins a look at a bucket or an account with a permission set of the person's own. */
export async function lookAsOneself(
  input: LookPlace & { permissionSet: string },
): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', (viewer) =>
    requestOwnLook({ ...ownPlace.parse(input), owner: connectionOwner(viewer), trigger: 'page' }),
  );
}
