import { check } from '../check.ts';
import { ROOT_ROW } from '../credential-report.ts';
import { rootCredentials } from '../root-credentials.ts';
import { rootMending } from '../root-mending.ts';

export const rootWithAccessKeys = check({
  id: 'root-with-access-keys',
  title: 'The root user has access keys',
  passedTitle: 'The root user has no access keys',
  why: 'An access key of root works from anywhere, without MFA and without any limit, and cannot be narrowed by a policy of the account. There is no task that needs one.',
  source: 'CIS AWS Foundations Benchmark, no root access key; Security Hub IAM.4',
  needs: ['summary'],
  helps: ['credentialReport'],
  mend: rootMending,
  look({ summary, credentialReport }) {
    const { accessKeys } = rootCredentials(summary.value);
    if (accessKeys === null) {
      const problem = 'AWS answers no AccountAccessKeysPresent: whether root has access keys is not known.';
      return [{ verdict: 'blind', resource: 'root', action: 'iam:GetAccountSummary', by: null, problem }];
    }
    if (!accessKeys)
      return [{ verdict: 'pass', resource: 'root', what: 'The root user has no access key.', since: null }];
    const rows = credentialReport.state === 'known' ? credentialReport.value.rows : [];
    const keys = rows.find(({ user }) => user === ROOT_ROW)?.keys.filter(({ active }) => active) ?? [];
    const oldest = keys.flatMap(({ rotatedAt }) => rotatedAt ?? []).sort()[0] ?? null;
    const used = keys
      .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
      .sort()
      .at(-1);
    const what = `The root user has an access key${used ? `, last used ${used.slice(0, 10)}` : ''}.`;
    return [{ verdict: 'fail', resource: 'root', what, since: oldest }];
  },
});
