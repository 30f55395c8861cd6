'use server';

import { z } from 'zod';
import { lookedAtIn } from '#lib/collect/asked-accounts.ts';
import { excludeAccountBy, renameAccountBy } from '#lib/collect/change-account.ts';
import { checkAccount as checkAccountBy } from '#lib/collect/check-account.ts';
import { requestAnswer } from '#lib/collect/request.ts';
import { onboarding } from '#lib/fix/onboarding.ts';
import type { AccountView } from '#lib/store/account-views.ts';
import { type ActionResult, actionResult } from './action-result.ts';

const account = z.object({ accountId: z.string().regex(/^[\w-]{1,64}$/) });
const name = z.string().trim().min(1).max(64).nullable();

/** Looks into one account now: whether its role works and what is denied; its guardrails are read again behind it. */
export async function checkAccount(input: { accountId: string }): Promise<ActionResult<AccountView>> {
  return actionResult('collect', async (viewer) => {
    const { fixPolicy } = await onboarding({});
    return checkAccountBy({ ...account.parse(input), fixPolicy, actor: viewer.name });
  });
}

const unit = z.strictObject({ ou: z.string().min(1).max(700).optional() });

/** Looks into the accounts of a unit, or all, as checkAccount does into one: begins a collection, or joins the one under way. */
export async function checkAccounts(input: {
  /** The path of the unit; left out: all that are looked at. */
  ou?: string;
}): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', async (viewer) => {
    const { ou } = unit.parse(input);
    const accounts = ou === undefined ? [] : await lookedAtIn(ou);
    return requestAnswer({ kinds: ['preflight'], accounts, trigger: 'page', actor: viewer.name });
  });
}

/** Gives an account a name of our own; null takes it away. */
export async function renameAccount(input: {
  accountId: string;
  name: string | null;
}): Promise<ActionResult<AccountView>> {
  return actionResult('accounts', (viewer) =>
    renameAccountBy({ ...account.extend({ name }).parse(input), actor: viewer.name }),
  );
}

/** Leaves an account out of every look from now on, or takes it in again. */
export async function excludeAccount(input: {
  accountId: string;
  excluded: boolean;
}): Promise<ActionResult<AccountView>> {
  return actionResult('accounts', (viewer) =>
    excludeAccountBy({ ...account.extend({ excluded: z.boolean() }).parse(input), actor: viewer.name }),
  );
}
