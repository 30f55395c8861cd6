import { describe, expect, test } from 'vitest';
import { type Answers, type Call, paste } from './pasted-shell.test-support.ts';
import { rootMending } from './root-mending.ts';

const accountId = '111122223333';

test('of the management account by its own sign-in alone: AssumeRoot takes members only', () => {
  const { console, cli } = rootMending({ accountId, management: true });
  expect(console[0]).toMatch(/^Sign in as root/);
  expect(cli).not.toMatch(/aws (sts assume|organizations|iam (enable|delete))/);
});

describe('the commands of a member account, pasted into a shell', () => {
  const management = '999988887777';
  const root = `arn:aws:iam::${accountId}:root`;
  const answers: Answers = {
    'ADMIN sts get-caller-identity --query Account': { says: management },
    'ADMIN sts get-caller-identity': { says: `arn:aws:iam::${management}:user/admin` },
    'organizations describe-organization': { says: management },
    'sts assume-root': { says: 'ROOT\\tsecret\\ttoken' },
    'ROOT sts get-caller-identity': { says: root },
    'ROOT iam list-access-keys': { says: 'AKIA1\\nAKIA2' },
    'ROOT iam list-mfa-devices': { says: `arn:aws:iam::${accountId}:mfa/root` },
  };
  const { cli } = rootMending({ accountId, management: false });
  const device = `arn:aws:iam::${accountId}:mfa/root`;
  const filledIn = cli.replace('<ids>', 'AKIA1 AKIA2').replace('<serials>', device);
  const pasted = (text: string, changes: Answers = {}) => paste(text, { ...answers, ...changes });
  const changing = /^(organizations enable|iam (enable|delete|deactivate))/;
  const enabling = [
    { key: 'ADMIN', command: 'organizations enable-aws-service-access --service-principal iam.amazonaws.com' },
    { key: 'ADMIN', command: 'iam enable-organizations-root-credentials-management' },
    { key: 'ADMIN', command: 'iam enable-organizations-root-sessions' },
  ];
  const tasksOf = (calls: readonly Call[]) =>
    calls.flatMap(({ key, command }) => {
      const task = /^sts assume-root .*root-task\/(\w+)/.exec(command)?.[1];
      return task === undefined ? [] : [[key, task]];
    });

  test('as they are: enable it as the administrator, look as the root user of the member, delete nothing', async () => {
    const { calls, stderr } = await pasted(cli);
    expect(calls.filter(({ command }) => changing.test(command))).toEqual(enabling);
    expect(tasksOf(calls)).toEqual([['ADMIN', 'IAMAuditRootUserCredentials']]);
    expect(stderr).toMatch(/^Stopped: a placeholder is left in it\.$/m);
    expect(stderr).not.toMatch(/syntax error|not found/);
  });

  test('show when each key was last used', async () => {
    const { calls } = await pasted(cli);
    expect(calls.filter(({ command }) => command.includes('last-used'))).toEqual([
      { key: 'ROOT', command: 'iam get-access-key-last-used --access-key-id AKIA1' },
      { key: 'ROOT', command: 'iam get-access-key-last-used --access-key-id AKIA2' },
    ]);
  });

  test('with all that step 2 showed named in them: delete that, as the root user of the member', async () => {
    const { calls, stderr } = await pasted(filledIn);
    expect(calls.filter(({ command }) => changing.test(command))).toEqual([
      ...enabling,
      { key: 'ROOT', command: 'iam delete-access-key --access-key-id AKIA1' },
      { key: 'ROOT', command: 'iam delete-access-key --access-key-id AKIA2' },
      { key: 'ROOT', command: 'iam delete-login-profile' },
      { key: 'ROOT', command: `iam deactivate-mfa-device --serial-number ${device}` },
    ]);
    expect(tasksOf(calls)).toEqual([
      ['ADMIN', 'IAMAuditRootUserCredentials'],
      ['ADMIN', 'IAMDeleteRootUserCredentials'],
    ]);
    expect(stderr).not.toMatch(/syntax error|not found|Stopped/);
  });

  test('leave the devices where the password stays', async () => {
    const { calls } = await pasted(filledIn, { 'ROOT iam delete-login-profile': { fails: true } });
    expect(calls.filter(({ command }) => /^iam (delete|deactivate)/.test(command))).toEqual([
      { key: 'ROOT', command: 'iam delete-access-key --access-key-id AKIA1' },
      { key: 'ROOT', command: 'iam delete-access-key --access-key-id AKIA2' },
      { key: 'ROOT', command: 'iam delete-login-profile' },
    ]);
  });

  test('where there is neither key nor device: delete the password alone', async () => {
    const { calls } = await pasted(cli.replace('<ids>', '').replace('<serials>', ''));
    expect(calls.filter(({ command }) => /^iam (delete|deactivate)/.test(command))).toEqual([
      { key: 'ROOT', command: 'iam delete-login-profile' },
    ]);
  });

  test.each(['<ids>', '<serials>'])('delete nothing as long as %s is left in them', async (placeholder) => {
    const { calls } = await pasted(cli.replace(placeholder === '<ids>' ? '<serials>' : '<ids>', 'AKIA1'));
    expect(calls.filter(({ command }) => /^iam (delete|deactivate)/.test(command))).toEqual([]);
  });

  test.each<[string, Answers]>([
    ['AssumeRoot is refused', { 'sts assume-root': { fails: true } }],
    ['AssumeRoot answers nothing', { 'sts assume-root': {} }],
    [
      'the session is of somebody else',
      { 'ROOT sts get-caller-identity': { says: `arn:aws:iam::${management}:root` } },
    ],
    ['nobody says whose the session is', { 'ROOT sts get-caller-identity': { fails: true } }],
  ])('delete nothing of anybody where %s', async (_, changes) => {
    const { calls } = await pasted(filledIn, changes);
    expect(calls.filter(({ command }) => /^iam (delete|deactivate|list|get)/.test(command))).toEqual([]);
  });

  test.each<[string, Answers]>([
    ['of another account', { 'ADMIN sts get-caller-identity --query Account': { says: '333344445555' } }],
    [
      'of nobody',
      {
        'ADMIN sts get-caller-identity --query Account': { fails: true },
        'organizations describe-organization': { fails: true },
      },
    ],
  ])('change nothing of the organization with credentials %s', async (_, changes) => {
    const { calls } = await pasted(filledIn, { ...changes, 'sts assume-root': { fails: true } });
    expect(calls.filter(({ command }) => changing.test(command))).toEqual([]);
  });
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

describe('in AWS GovCloud (US) root has access keys alone', () => {
  const { console, cli } = rootMending({ accountId, management: false, partition: 'aws-us-gov' });
  const root = `arn:aws-us-gov:iam::${accountId}:root`;
  const pasted = (text: string, caller = root) => paste(text, { 'sts get-caller-identity': { says: caller } });
  const ofKeys = (calls: readonly Call[]) =>
    calls.filter(({ command }) => /^iam .*access-key/.test(command)).map(({ command }) => command);

  test('nobody is told to sign in, or to assign a device', () => {
    expect(console.join(' ')).not.toMatch(/sign in|assign/i);
    expect(cli).not.toContain('assume-root');
  });

  test('its commands, pasted as they are, list the keys and stop before AWS is asked to delete one', async () => {
    const { calls, stderr } = await pasted(cli);
    expect(ofKeys(calls)).toEqual(['iam list-access-keys']);
    expect(calls.map(({ command }) => command).join('\n')).not.toContain('<id>');
    expect(stderr).toMatch(/^Stopped: a placeholder is left in it\.$/m);
    expect(stderr).not.toMatch(/syntax error|not found/);
    // What deletes stops before it asks who it is.
    const deletion = cli.slice(cli.indexOf('# 2.'), cli.indexOf('# What is left'));
    expect((await pasted(deletion)).calls).toEqual([]);
  });

  test('with a key named in them they delete it, as the root user alone', async () => {
    const filledIn = cli.replace('<id>', 'AKIA1');
    const { calls, stderr } = await pasted(filledIn);
    expect(ofKeys(calls)).toEqual(['iam list-access-keys', 'iam delete-access-key --access-key-id AKIA1']);
    expect(stderr).not.toMatch(/syntax error|not found|^Stopped: a placeholder/m);
    expect(ofKeys((await pasted(filledIn, `arn:aws-us-gov:iam::${accountId}:user/ana`)).calls)).toEqual([]);
  });
});

test('where it is not known whether it is a member, the commands say for whom they are', () => {
  expect(rootMending({ accountId }).cli).toMatch(/^# Only for a member account/);
});
