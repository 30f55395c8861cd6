/**
 * Who may assume the roles of other accounts, as a trust policy names them, out of an identity as STS tells it. A session
 * is named by its role; where the role's path is not told (IAM Identity Center) it is the account, which AWS always takes.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function hubPrincipal({ accountId, arn }: { accountId: string; arn: string | null }): string | null {
  const session = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//.exec(arn ?? '');
  const [, partition, account, role = ''] = session ?? [];
  if (session && !role.startsWith('AWSReservedSSO_')) return `arn:${partition}:iam::${account}:role/${role}`;
  if (arn !== null && /^arn:[\w-]+:iam::\d{12}:(user|role)\//.test(arn)) return arn;
  return /^\d{12}$/.test(accountId) ? accountId : null;
}

/** Whether a principal of a trust policy is the hub itself, or the whole account that it is in. */
export function isOfHub(principal: string, hub: string): boolean {
  const account = /\d{12}/.exec(hub)?.[0];
  return principal === hub || (account !== undefined && accountAlone(principal) === account);
}

/** Of a principal that stands for an account: bare, or its root. */
function accountAlone(principal: string): string | undefined {
  const [, bare, root] = /^(?:(\d{12})|arn:[\w-]+:iam::(\d{12}):root)$/.exec(principal) ?? [];
  return bare ?? root;
}
