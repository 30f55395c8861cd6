import { check, type Observation, type Unseen } from '../check.ts';
import { type CredentialRow, ROOT_ROW } from '../credential-report.ts';
import { daysAgo, daysSince, inDays, isOlderThan } from '../days.ts';
import { inAccount } from '../guarded-commands.ts';
import { shellWord } from '../shell-word.ts';

/** Source: CIS AWS Foundations Benchmark, "access keys are rotated every 90 days or less"; Security Hub IAM.3. */
export const MAX_KEY_AGE_DAYS = 90;
/** Source: CIS AWS Foundations Benchmark, "credentials unused for 45 days or more are disabled"; Security Hub IAM.22. */
export const MAX_KEY_UNUSED_DAYS = 45;

export const staleAccessKeys = check({
  id: 'stale-access-keys',
  title: 'Access keys are old or unused',
  passedTitle: 'No access key is old or unused',
  why: 'A key that nobody changes has had the longest time to leak, and one that nobody uses is missed by nobody when it is stolen.',
  source: 'CIS AWS Foundations Benchmark; Security Hub IAM.3 and IAM.22',
  needs: ['credentialReport'],
  mend: ({ accountId, resource }) => {
    const [user = resource] = resource.split('/');
    const name = shellWord(user);
    return {
      console: [
        `Open IAM, Users, ${user}, Security credentials, Access keys.`,
        'Deactivate the key and see for some days that nothing breaks; then delete it. Where it is needed, make a role instead, or a new key first.',
      ],
      cli: inAccount(accountId, [
        `aws iam list-access-keys --user-name ${name}`,
        `aws iam update-access-key --user-name ${name} --status Inactive --access-key-id '<id>'`,
      ]),
    };
  },
  look({ credentialReport }, { now }) {
    // Keys of the root user are a finding at any age: root-with-access-keys.
    const users = credentialReport.value.rows.filter(({ user }) => user !== ROOT_ROW);
    const seen = users.flatMap((row) => row.keys.flatMap((key) => observe(row, key, now)));
    if (seen.length > 0) return seen;
    const active = users.flatMap(({ keys }) => keys).filter((key) => key.active).length;
    const what =
      active === 0
        ? 'No access key is active.'
        : active === 1
          ? 'The only active access key is neither old nor unused.'
          : `None of the ${active} active access keys is old or unused.`;
    return [{ verdict: 'pass', resource: 'account', what, since: null }];
  },
});

function observe(
  { user, createdAt }: CredentialRow,
  key: CredentialRow['keys'][number],
  now: Date,
): (Observation | Unseen)[] {
  if (!key.active) return [];
  // Without a time the key is as old as its user at most, which is the safer thing to say.
  const madeAt = key.rotatedAt ?? createdAt;
  if (madeAt === null) {
    const problem = `AWS does not say when access key ${key.slot} of ${user} was made.`;
    return [
      { verdict: 'blind', resource: `${user}/${key.slot}`, action: 'iam:GetCredentialReport', by: null, problem },
    ];
  }
  const idleSince = key.lastUsedAt ?? madeAt;
  const old = isOlderThan({ at: madeAt, days: MAX_KEY_AGE_DAYS, now });
  const unused = isOlderThan({ at: idleSince, days: MAX_KEY_UNUSED_DAYS, now });
  if (!old && !unused) return [];
  const age = `is ${inDays(daysSince(madeAt, now))} old`;
  const use = key.lastUsedAt ? `was last used ${daysAgo(key.lastUsedAt, now)}` : 'was never used';
  const what = `Access key ${key.slot} of ${user} ${age} and ${use}.`;
  return [{ verdict: 'fail', resource: `${user}/${key.slot}`, what, since: old ? madeAt : idleSince }];
}
