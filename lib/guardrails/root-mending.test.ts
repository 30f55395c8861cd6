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

test.each([
  ['aws', 'eu-central-1', 'eu-central-1'],
  ['aws', 'cn-north-1', 'us-east-1'],
  ['aws-cn', 'cn-northwest-1', 'cn-northwest-1'],
  ['aws-cn', null, 'cn-north-1'],
])('the tasks are of the partition, and STS is asked in a region of it: %s, %s', (partition, region, asked) => {
  const { cli } = rootMending({ accountId, management: false, partition, region });
  expect(cli.match(/arn:[^ ]*root-task/g)).toEqual([
    `arn:${partition}:iam::aws:policy/root-task`,
    `arn:${partition}:iam::aws:policy/root-task`,
  ]);
  expect(cli.match(/assume-root --region (\S+)/g)).toEqual([
    `assume-root --region ${asked}`,
    `assume-root --region ${asked}`,
  ]);
});

test('in AWS GovCloud (US) root has access keys alone: nobody is told to sign in, or to assign a device', () => {
  const { console, cli } = rootMending({ accountId, management: false, partition: 'aws-us-gov' });
  expect(console.join(' ')).not.toMatch(/sign in|assign/i);
  expect(cli).not.toContain('assume-root');
  expect(cli).toContain('aws iam delete-access-key');
});

test('where it is not known whether it is a member, the commands say for whom they are', () => {
  expect(rootMending({ accountId }).cli).toMatch(/^# Only for a member account/);
});
