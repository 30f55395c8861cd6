import { check } from '../check.ts';
import { ROOT_ROW } from '../credential-report.ts';
import { daysAgo, isOlderThan } from '../days.ts';
import { inAccount } from '../guarded-commands.ts';
import { mainRegionOf } from '../partition.ts';

/** Who used root within a quarter still works with it. Source: CIS AWS Foundations Benchmark, "Eliminate use of root". */
export const ROOT_QUIET_DAYS = 90;

export const rootUsedRecently = check({
  id: 'root-used-recently',
  title: `The root user was used in the last ${ROOT_QUIET_DAYS} days`,
  passedTitle: `The root user was not used in the last ${ROOT_QUIET_DAYS} days`,
  why: 'Work done as root cannot be limited and cannot be told apart by person. A use that nobody can explain is an incident.',
  source: 'CIS AWS Foundations Benchmark, use of the root user',
  needs: ['credentialReport'],
  mend: ({ accountId, partition = 'aws' }) => ({
    console: [
      'In CloudTrail, Event history, filter by User name = root and ask who did it.',
      'Give that person a role that may do the task, and keep root for what only root can do.',
    ],
    cli: inAccount(accountId, [
      `aws cloudtrail lookup-events --region ${mainRegionOf(partition)} --lookup-attributes AttributeKey=Username,AttributeValue=root`,
    ]),
  }),
  look({ credentialReport }, { now }) {
    const root = credentialReport.value.rows.find(({ user }) => user === ROOT_ROW);
    if (!root) {
      const problem = `The credential report has no row ${ROOT_ROW}: whether root is used is not known.`;
      return [{ verdict: 'blind', resource: 'root', action: 'iam:GetCredentialReport', by: null, problem }];
    }
    const uses = [
      { how: 'by password', at: root.passwordLastUsedAt },
      ...root.keys.map(({ lastUsedAt }) => ({ how: 'by access key', at: lastUsedAt })),
    ].flatMap(({ how, at }) => (at === null ? [] : [{ how, at }]));
    const last = uses.sort((a, b) => b.at.localeCompare(a.at))[0];
    if (!last) return [{ verdict: 'pass', resource: 'root', what: 'No use of root is on record.', since: null }];
    const verdict = isOlderThan({ at: last.at, days: ROOT_QUIET_DAYS, now }) ? 'pass' : 'fail';
    const what = `Root was last used ${daysAgo(last.at, now)}, ${last.how}.`;
    return [{ verdict, resource: 'root', what, since: last.at }];
  },
});
