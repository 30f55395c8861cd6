import { check, type Observation } from '../check.ts';
import { isSealed, rootCredentials } from '../root-credentials.ts';
import { rootMending } from '../root-mending.ts';

/** Whose virtual device it is; a hardware key or a passkey is in no list that others may read. */
const ROOT_USER = /:root$/;

export const rootWithoutMfa = check({
  id: 'root-without-mfa',
  title: 'The root user can sign in without MFA',
  passedTitle: 'The root user has MFA, or nobody can sign in as root',
  why: 'The root user can do everything in the account, close it included, and no policy of the account holds it back. Whoever learns its password owns the account.',
  source: 'CIS AWS Foundations Benchmark, root user MFA; Security Hub IAM.9',
  needs: ['summary'],
  helps: ['mfaDevices', 'organizationFeatures'],
  mend: rootMending,
  look({ summary, mfaDevices, organizationFeatures }, { management }) {
    const root = rootCredentials(summary.value);
    if (isSealed(root)) return [seen('pass', 'Nobody can sign in as root: it has no password and no access key.')];
    if (root.mfa) {
      const devices = mfaDevices.state === 'known' ? mfaDevices.value : [];
      const device = devices.find(({ userArn }) => userArn !== null && ROOT_USER.test(userArn));
      const kind = device
        ? 'a virtual device'
        : mfaDevices.state === 'known'
          ? 'a hardware key or passkey'
          : 'a device';
      return [seen('pass', `The root user has MFA: ${kind}.`, device?.enabledAt)];
    }
    if (root.mfa === null || (root.password === null && !root.accessKeys)) {
      const problem =
        'AWS answers no AccountMFAEnabled or AccountPasswordPresent: whether root can sign in is not known.';
      return [{ verdict: 'blind', resource: 'root', action: 'iam:GetAccountSummary', by: null, problem }];
    }
    const central = organizationFeatures.state === 'known' && organizationFeatures.value.enabled.length > 0;
    const how = root.password ? 'a password' : 'an access key';
    const still = central && !management ? ' Centralized root access is enabled, but does not remove credentials.' : '';
    return [seen('fail', `The root user has ${how} and no MFA device.${still}`)];
  },
});

function seen(verdict: 'pass' | 'fail', what: string, since: string | null = null): Observation {
  return { verdict, resource: 'root', what, since };
}
