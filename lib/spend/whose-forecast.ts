/** Of what AWS's forecast is wanted; null parts: of all. */
type Wanted = { account: string | undefined; ou: string | undefined };

/** Whose forecast it is, or why there is none: `ofAll` accounts together is the only one; `several` have no sum. */
export type WhoseForecast = { accountId: string } | { why: 'ofAll' | 'several' | 'unread' };

/**
 * A Cost Explorer forecasts all of the accounts that it answers for, as one. Its forecast is an account's own only where it
 * answers for no other; a unit has none.
 * @param forecasts accounts whose forecast is known
 * @param unread how many could not be read
 * @param tellers accounts that told of costs, and of which accounts
 */
export function whoseForecast({
  account,
  ou,
  forecasts,
  unread,
  tellers,
}: Wanted & {
  forecasts: readonly string[];
  unread: number;
  tellers: readonly { accountId: string; linkedAccounts: readonly string[] }[];
}): WhoseForecast {
  const [first, ...others] = forecasts;
  if (ou !== undefined && account === undefined) return { why: 'ofAll' };
  if (account === undefined) {
    if (first === undefined) return { why: 'unread' };
    // Several Cost Explorers' intervals have no sum; one that is not known would be missing from it.
    return others.length + unread > 0 ? { why: 'several' } : { accountId: first };
  }
  const own = tellers.find(({ accountId }) => accountId === account);
  const isOfOthersToo =
    own?.linkedAccounts.some((linked) => linked !== account) ??
    tellers.some(({ linkedAccounts }) => linkedAccounts.includes(account));
  if (isOfOthersToo) return { why: 'ofAll' };
  return forecasts.includes(account) && own ? { accountId: account } : { why: 'unread' };
}
