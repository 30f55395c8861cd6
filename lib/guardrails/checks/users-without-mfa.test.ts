import { describe, expect, it } from 'vitest';
import { daysAgo, key, report, row, verdict } from '../inventory.test-support.ts';
import { paste } from '../pasted-shell.test-support.ts';
import { usersWithoutMfa as check } from './users-without-mfa.ts';

it('fails a console password without MFA, since the password', () => {
  const ana = row({ passwordEnabled: true, passwordChangedAt: daysAgo(30) });
  const ben = row({ user: 'ben', passwordEnabled: true, mfaActive: true });
  const seen = verdict(check, report(ana, ben));
  expect(seen.status).toBe('fail');
  expect(seen.findings).toMatchObject([{ resource: 'ana', since: daysAgo(30) }]);
});

it('notes users with keys only, and passes', () => {
  const seen = verdict(check, report(row({ user: 'ci', keys: [key({})] }), row({ user: 'idle' })));
  expect(seen.status).toBe('pass');
  expect(seen.findings.map(({ verdict: one, resource }) => [one, resource])).toEqual([
    ['note', 'ci'],
    ['pass', 'account'],
  ]);
});

it('keeps the root user out, whatever its row says', () => {
  for (const passwordEnabled of [null, true]) {
    expect(verdict(check, report(row({ user: '<root_account>', passwordEnabled }))).status).toBe('pass');
  }
});

it('is blind without a report', () => {
  expect(verdict(check)).toMatchObject({ status: 'blind', findings: [] });
});

describe('the commands, pasted into a shell', () => {
  const accountId = '111122223333';
  const { cli } = check.mend({ accountId, resource: 'dana' });
  const asked = async (text: string) => {
    const { calls, stderr } = await paste(text, { 'sts get-caller-identity': { says: accountId } });
    expect(stderr).not.toMatch(/^bash: syntax error/m);
    return calls.map(({ command }) => command).filter((command) => !command.startsWith('sts'));
  };
  const looks = [
    'iam list-mfa-devices --user-name dana',
    'iam get-login-profile --user-name dana',
    'iam get-user --user-name dana --query User.PasswordLastUsed',
  ];

  it('look, and leave the password alone', async () => {
    expect(await asked(cli)).toEqual(looks);
    expect(await asked(cli.replace('<yes>', 'no'))).toEqual(looks);
  });

  it('remove the password once somebody says yes', async () => {
    expect(await asked(cli.replace('<yes>', 'yes'))).toEqual([...looks, 'iam delete-login-profile --user-name dana']);
  });
});
