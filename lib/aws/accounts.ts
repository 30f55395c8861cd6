import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { credentialsTried } from './credentials.ts';
import { homeRegion } from './endpoint.ts';
import { ambientIdentity } from './identity.ts';
import { listBuckets } from './list-buckets.ts';

export type ReachableAccount = { accountId: string; name: string };

/**
 * The accounts to collect: the ambient one, then those of MEMBER_ACCOUNTS in their order. Whether a member's role can
 * be assumed shows when its buckets are listed.
 * @throws AppError when the ambient credentials are not usable
 */
export async function reachableAccounts(): Promise<ReachableAccount[]> {
  const { accountId } = await ambientIdentity();
  const members = env().MEMBER_ACCOUNTS.map((entry) => {
    const [id = entry, name = id] = entry.split(':');
    return { accountId: id, name };
  });
  const own = members.find((member) => member.accountId === accountId) ?? { accountId, name: accountId };
  return [own, ...members.filter((member) => member.accountId !== accountId)];
}

export type ConnectionStatus =
  | { ok: true; accountId: string; arn: string | null }
  | { ok: false; tried: string[]; problem: string };

/** Whether the ambient credentials work; without STS, whether the endpoint lists buckets. Calls AWS. */
export async function connectionStatus(): Promise<ConnectionStatus> {
  try {
    const { accountId, arn } = await ambientIdentity();
    if (arn === null) {
      const target = { accountId, region: homeRegion(), power: 'read' } as const;
      await listBuckets({ target }).next();
    }
    return { ok: true, accountId, arn };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, tried: credentialsTried(), problem: error.message };
  }
}
