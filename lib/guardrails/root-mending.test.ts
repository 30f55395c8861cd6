import { expect, test } from 'vitest';
import { rootMending } from './root-mending.ts';

const accountId = '111122223333';

test('of the management account by its own sign-in alone: AssumeRoot takes members only', () => {
  const { console, cli } = rootMending({ accountId, management: true });
  expect(console[0]).toMatch(/^Sign in as root/);
  expect(cli).not.toMatch(/^aws (sts|organizations|iam (enable|delete))/m);
});

test('of a member account: trusted access, then the two features, then the tasks', () => {
  const commands = rootMending({ accountId, management: false })
    .cli.split('\n')
    .filter((line) => line.startsWith('aws '));
  expect(commands.slice(0, 3)).toEqual([
    'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com',
    'aws iam enable-organizations-root-credentials-management',
    'aws iam enable-organizations-root-sessions',
  ]);
  const sessions = commands.filter((line) => line.startsWith('aws sts assume-root'));
  expect(sessions.map((line) => line.split('root-task/')[1])).toEqual([
    'IAMAuditRootUserCredentials',
    'IAMDeleteRootUserCredentials',
  ]);
});

test('where it is not known whether it is a member, the commands say for whom they are', () => {
  expect(rootMending({ accountId }).cli).toMatch(/^# Only for a member account/);
});
