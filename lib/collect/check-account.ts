import type { PolicyDocument } from '#lib/guardrails/policy-document.ts';
import type { AccountView } from '#lib/store/account-views.ts';
import { preflight } from './preflight.ts';
import { requestCollect } from './request.ts';

/**
 * Looks into one account now (`preflight`) and, where its role can be used, asks for its guardrails to be read again: what
 * became visible, or is not any more, shows there as well. AWS bills none of it.
 * @returns the account as it is known by then; its guardrails follow
 * @throws AppError as `preflight`
 */
export async function checkAccount({
  accountId,
  fixPolicy,
  actor,
}: {
  accountId: string;
  fixPolicy: PolicyDocument;
  actor: string;
}): Promise<AccountView> {
  const view = await preflight({ accountId, fixPolicy, actor });
  if (view.reachable === 'yes')
    await requestCollect({ kinds: ['guardrails'], accounts: [accountId], trigger: 'page', actor });
  return view;
}
