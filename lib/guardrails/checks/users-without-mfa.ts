import { check, type Observation } from '../check.ts';
import { ROOT_ROW } from '../credential-report.ts';
import { inAccount, inAccountOnceSure } from '../guarded-commands.ts';
import { shellWord } from '../shell-word.ts';

export const usersWithoutMfa = check({
  id: 'users-without-mfa',
  title: 'IAM users sign in to the console without MFA',
  passedTitle: 'Every IAM user with a console password has MFA',
  why: 'A password alone is phished, guessed or reused. With MFA it is not enough.',
  source: 'CIS AWS Foundations Benchmark, MFA for users with a console password; Security Hub IAM.5',
  needs: ['credentialReport'],
  mend: ({ accountId, resource }) => {
    const user = shellWord(resource);
    return {
      console: [
        `Open IAM, Users, ${resource}, Security credentials, Assign MFA device.`,
        'Where the person does not need the console, remove the password (Manage console access); better still, move people to IAM Identity Center.',
      ],
      cli: [
        '# 1. See whether there is a device meanwhile, and when the password was last used:',
        inAccount(accountId, [
          `aws iam list-mfa-devices --user-name ${user}`,
          `aws iam get-login-profile --user-name ${user}`,
          `aws iam get-user --user-name ${user} --query User.PasswordLastUsed`,
        ]),
        '# 2. The person sets up MFA in the console. Say yes here only where nobody needs this password: it cannot be brought back.',
        inAccountOnceSure(accountId, [`aws iam delete-login-profile --user-name ${user}`]),
      ].join('\n'),
    };
  },
  look({ credentialReport }) {
    // The root user has a check of its own, and its row says `not_supported` of the password.
    const users = credentialReport.value.rows.filter(({ user }) => user !== ROOT_ROW);
    const seen = users.flatMap((row): Observation[] => {
      if (row.mfaActive) return [];
      const { user: resource, passwordChangedAt, createdAt } = row;
      if (row.passwordEnabled) {
        const what = `${resource} has a console password and no MFA device.`;
        return [{ verdict: 'fail', resource, what, since: passwordChangedAt ?? createdAt }];
      }
      if (!row.keys.some(({ active }) => active)) return [];
      const what = `${resource} has access keys only, no console password and no MFA device.`;
      return [{ verdict: 'note', resource, what, since: createdAt }];
    });
    if (seen.some(({ verdict }) => verdict === 'fail')) return seen;
    const people = users.filter(({ passwordEnabled }) => passwordEnabled).length;
    const what =
      people === 0
        ? 'No IAM user has a console password.'
        : people === 1
          ? 'The only IAM user with a password has MFA.'
          : `All ${people} IAM users with a password have MFA.`;
    return [...seen, { verdict: 'pass', resource: 'account', what, since: null }];
  },
});
