import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { accountState, isLookedAt, isUnlisted, whyUnlisted } from '#lib/guardrails/account-state.ts';
import { whyNoneLookedAt } from '#lib/guardrails/looked-at.ts';
import { isInOu } from '#lib/guardrails/ou-tree.ts';
import { requireViewer } from '#lib/session.ts';
import { accountViews } from '#lib/store/account-views.ts';
import { accountIdsInOu } from '#lib/store/ou-accounts.ts';
import { getAccountsVersion } from './accounts-version.ts';
import type { Scope } from './scope-query.ts';
import { getSnapshot } from './snapshot.ts';

/** Every account that we know of, read once a request. */
export const getAccountViews = cache(async () => {
  const [snapshot, version] = await Promise.all([getSnapshot(), getAccountsVersion()]);
  return readViews(snapshot?.snapshotId ?? null, version);
});

const inOu = cache(async (ou: string) => {
  await requireViewer('look');
  return accountIdsInOu(ou);
});

/** The accounts of a scope by id; undefined: all. */
export async function accountIdsOf({ account, ou }: Scope): Promise<string[] | undefined> {
  if (account !== undefined) return [account];
  return ou === undefined ? undefined : inOu(ou);
}

/** What a scope is called: an account's name, the last name of a unit's path; null: all. */
export async function nameOfScope({ account, ou }: Scope): Promise<string | null> {
  if (account === undefined) return ou === undefined ? null : lastName(ou);
  const views = await getAccountViews();
  return views.find(({ accountId }) => accountId === account)?.name ?? account;
}

/** Why the account of a scope is not looked at, or no account of its unit; null: one is, or we know of none. */
export async function whyOutOf({ account, ou }: Scope): Promise<string | null> {
  if (account === undefined && ou === undefined) return null;
  const views = await getAccountViews();
  if (account !== undefined) return views.find(({ accountId }) => accountId === account)?.notLookedAt ?? null;
  const path = ou ?? '';
  return whyNoneLookedAt(
    views.filter((view) => isInOu(view.ou, path)),
    lastName(path),
  );
}

/**
 * Why nobody can say which buckets the account of a scope has now: they were never listed, or it is not looked at any more; of
 * a unit, that none of its accounts is. Null: they were listed, or it is none that we know.
 */
export async function whyUnlistedIn({ account, ou }: Scope): Promise<string | null> {
  if (account === undefined) return whyOutOf({ account, ou });
  const view = (await getAccountViews()).find(({ accountId }) => accountId === account);
  return view && (isUnlisted(view) || view.notLookedAt !== null) ? whyUnlisted(view) : null;
}

/** Whether an account is the management account of its organization; null: it is in none that we know of. */
export async function isManagement(accountId: string): Promise<boolean | null> {
  const view = (await getAccountViews()).find((each) => each.accountId === accountId);
  return view?.management || (view?.managed === 'organization' ? false : null);
}

export type Place = {
  accountId: string;
  name: string;
  ou: string[];
  /** Which buckets it has is not known. */
  unlisted: boolean;
  /** It is not looked at, and there only because the page is narrowed to it. */
  apart: boolean;
};

/**
 * The accounts that a page can be narrowed to, each with its unit; those left out or gone are none, but for the one that
 * `scope` names.
 */
export async function getPlaces({ account }: Pick<Scope, 'account'> = { account: undefined }): Promise<Place[]> {
  const views = await getAccountViews();
  return views.flatMap((view) => {
    const { accountId, name, ou } = view;
    const apart = !isLookedAt(accountState(view));
    return apart && accountId !== account ? [] : [{ accountId, name, ou, unlisted: isUnlisted(view), apart }];
  });
}

async function readViews(_snapshotId: string | null, _version: string) {
  'use cache';
  cacheLife('days');
  return accountViews();
}

function lastName(path: string): string {
  return path.split('/').at(-1)?.replaceAll('%2F', '/') ?? path;
}
