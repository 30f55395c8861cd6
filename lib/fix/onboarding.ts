import { readPolicy } from '#lib/collect/policy.ts';
import { env } from '#lib/env.ts';
import { hubPrincipal } from '#lib/guardrails/hub-principal.ts';
import type { Onboarding } from '#lib/guardrails/onboarding-input.ts';
import { partitionOfHub } from '#lib/guardrails/partition.ts';
import { storedConnection } from '#lib/store/connection.ts';
import { fixPolicy } from './actions.ts';
import { hubPlace } from './hub-place.ts';

/** What was asked for; what is left out is what this server is set up with. */
export type OnboardingRequest = {
  hub?: string | undefined;
  externalId?: string | undefined;
  createFixRole?: boolean | undefined;
};

/** What an account needs so that this server can look into it, and fix where somebody opts in. Calls nobody. */
export async function onboarding({
  hub,
  externalId,
  createFixRole = false,
}: OnboardingRequest): Promise<Required<Onboarding>> {
  const { READ_ROLE_NAME, FIX_ROLE_NAME, EXTERNAL_ID } = env();
  const connection = await storedConnection();
  const place = await hubPlace(connection);
  const partition = partitionOfHub(hub, place.partition);
  return {
    readPolicy: readPolicy(partition),
    fixPolicy: fixPolicy(partition),
    readRoleName: READ_ROLE_NAME,
    fixRoleName: FIX_ROLE_NAME,
    hub: hub ?? (connection?.ok ? hubPrincipal(connection) : null),
    externalId: externalId ?? EXTERNAL_ID ?? null,
    createFixRole,
    partition,
    region: place.region,
  };
}
