import { ListRolesCommand } from '@aws-sdk/client-iam';
import { type Role, trustStatements } from '#lib/guardrails/role.ts';
import { askIam } from './ask-account.ts';
import { allPages } from './pages.ts';
import type { AwsTarget } from './target.ts';

/** Every role of the account with whom it trusts. @throws AppError */
export async function listRoles(target: AwsTarget): Promise<Role[]> {
  const roles = await allPages(async (Marker) => {
    const page = await askIam({
      target,
      operation: 'ListRoles',
      send: (client, prepare) => client.send(prepare(new ListRolesCommand({ MaxItems: 1000, Marker }))),
    });
    return { items: page.Roles ?? [], next: page.IsTruncated ? page.Marker : undefined };
  });
  return roles.flatMap(({ RoleName: name, Path, Arn, CreateDate, AssumeRolePolicyDocument }) =>
    name
      ? [
          {
            name,
            path: Path ?? '/',
            arn: Arn ?? '',
            createdAt: CreateDate?.toISOString() ?? null,
            trust: trustStatements(AssumeRolePolicyDocument),
          },
        ]
      : [],
  );
}
