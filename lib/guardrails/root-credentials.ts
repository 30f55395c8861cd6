import { z } from 'zod';

/** IAM's SummaryMap as GetAccountSummary answers it: `AccountMFAEnabled`, `AccountAccessKeysPresent`, … → a number. */
export const accountSummarySchema = z.record(z.string(), z.number());
export type AccountSummary = z.infer<typeof accountSummarySchema>;

/** Null: the answer does not say. */
export type RootCredentials = { mfa: boolean | null; accessKeys: boolean | null; password: boolean | null };

/** What the root user can sign in with. Source: IAM API, GetAccountSummary. */
export function rootCredentials(summary: AccountSummary): RootCredentials {
  return {
    mfa: flag(summary.AccountMFAEnabled),
    accessKeys: flag(summary.AccountAccessKeysPresent),
    password: flag(summary.AccountPasswordPresent),
  };
}

/**
 * Whether nobody can sign in as root: neither a password nor an access key is left. Centralized root access being enabled
 * does not do that by itself; the credentials have to be removed.
 */
export function isSealed({ password, accessKeys }: RootCredentials): boolean {
  return password === false && accessKeys === false;
}

function flag(value: number | undefined): boolean | null {
  return value === undefined ? null : value > 0;
}
