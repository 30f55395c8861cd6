import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trustStatements } from './role.ts';
import { peopleWithoutMfa } from './trust.ts';
import { roleSwitchSetup } from './trust-policy.ts';

const input = { userAccountId: '111122223333', userName: 'ana', roleAccountId: '444455556666', roleName: 'Admin' };

describe('roleSwitchSetup', () => {
  it('is ready to paste', () => {
    const setup = roleSwitchSetup({ ...input, sourceProfile: 'work' });
    expect(setup).toMatchObject({
      ok: true,
      value: {
        trustPolicy: {
          Statement: [
            {
              Principal: { AWS: 'arn:aws:iam::111122223333:user/ana' },
              Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
            },
          ],
        },
        userPolicy: { Statement: [{ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::444455556666:role/Admin' }, {}] },
        config: `[profile Admin-444455556666]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = work
mfa_serial = arn:aws:iam::111122223333:mfa/ana
`,
        consoleUrl: 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=Admin',
      },
    });
  });

  it.each([
    [{ userAccountId: '1111' }, 'The account of the person must be 12 digits.'],
    [{ roleAccountId: '11112222333x' }, 'The account of the role must be 12 digits.'],
    [{ userName: 'a b' }, 'The name of the IAM user must'],
    [{ userName: 'ana\n[default]' }, 'The name of the IAM user must'],
    [{ roleName: '' }, 'The name of the role must'],
    [{ sourceProfile: 'x]\n' }, 'The profile of the person must'],
    [{ partition: 'azure' }, 'The partition must'],
  ])('refuses %j', (wrong, problem) => {
    const setup = roleSwitchSetup({ ...input, ...wrong });
    expect(setup).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(setup.ok ? '' : setup.error.message).toContain(problem);
  });

  it('passes its own check of trust policies', () => {
    const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    fc.assert(
      fc.property(name, name, (userName, roleName) => {
        const setup = roleSwitchSetup({ ...input, userName, roleName });
        const policy = setup.ok ? setup.value.trustPolicy : null;
        const statements = trustStatements(encodeURIComponent(JSON.stringify(policy))) ?? [];
        expect(statements).toHaveLength(1);
        expect(peopleWithoutMfa({ statements, accountId: '444455556666' })).toBeNull();
        const open = statements.map(({ Condition: _, ...rest }) => rest);
        expect(peopleWithoutMfa({ statements: open, accountId: '444455556666' })).not.toBeNull();
      }),
    );
  });
});
