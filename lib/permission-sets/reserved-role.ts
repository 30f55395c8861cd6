const name = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;
const session = /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+)\/(.+)$/;

/** The permission set that IAM Identity Center made a role of, `AWSReservedSSO_<set>_<hex>`; null for any other role. */
export function permissionSetOf(role: string): string | null {
  return name.exec(role)?.[1] ?? null;
}

/** The person behind a session of such a role, by the user name of the directory; null for any other ARN. */
export function personOf(arn: string): string | null {
  const [, role = '', person] = session.exec(arn) ?? [];
  return permissionSetOf(role) === null ? null : (person ?? null);
}
