import { describe, expect, test } from 'vitest';
import { choosePermissionSet, guessedPower, type PermissionSetUse } from './choose.ts';

const write = ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'];
const read = ['s3:GetLifecycleConfiguration'];
const all = ['AdministratorAccess', 'StraybytesOperator', 'StraybytesViewer'];

function used(permissionSet: string, allowed: boolean, daysAgo = 0, actions = write): PermissionSetUse[] {
  return actions.map((action) => ({ permissionSet, action, allowed, daysAgo }));
}
const choose = (permissionSets: string[], needs: string[], uses: PermissionSetUse[] = []) =>
  choosePermissionSet({ permissionSets, needs, uses });

test.each([
  ['AdministratorAccess', 'administers'],
  ['AWSPowerUserAccess', 'administers'],
  ['S3FullAccess', 'administers'],
  ['ViewOnlyAccess', 'reads'],
  ['SecurityAudit', 'reads'],
  ['AWSReadOnlyAccess', 'reads'],
  ['ReadWriteS3', 'works'],
  ['StraybytesOperator', 'works'],
  ['Team-Blue', 'works'],
] as const)('%s %s, by its name', (name, power) => {
  expect(guessedPower(name)).toBe(power);
});

describe('to write', () => {
  test('the least powerful that is expected to suffice is suggested, and a person says which', () => {
    const { choices, suggested, mustChoose } = choose(all, write);
    expect(choices.map(({ permissionSet, fits }) => [permissionSet, fits])).toEqual([
      ['StraybytesOperator', true],
      ['AdministratorAccess', true],
      ['StraybytesViewer', false],
    ]);
    expect([suggested, mustChoose]).toEqual(['StraybytesOperator', true]);
  });

  test('the only one that fits needs no choice', () => {
    expect(choose(['StraybytesViewer', 'StraybytesOperator'], write)).toMatchObject({
      suggested: 'StraybytesOperator',
      mustChoose: false,
    });
  });

  test('where none fits none is suggested', () => {
    expect(choose(['StraybytesViewer'], write)).toMatchObject({ suggested: null, mustChoose: true });
    expect(choose([], write)).toEqual({ choices: [], suggested: null, mustChoose: true });
  });

  test('one that was denied falls behind, for a day', () => {
    expect(choose(all, write, used('StraybytesOperator', false))).toMatchObject({
      suggested: 'AdministratorAccess',
      mustChoose: false,
    });
    expect(choose(all, write, used('StraybytesOperator', false, 1.1)).suggested).toBe('StraybytesOperator');
  });

  test('what worked outweighs a name, for a season, and only if all that is needed worked', () => {
    expect(choose(['TeamReports'], write, used('TeamReports', true))).toMatchObject({
      suggested: 'TeamReports',
      mustChoose: false,
    });
    expect(choose(['TeamReports'], write, used('TeamReports', true, 91)).suggested).toBeNull();
    expect(choose(['TeamReports'], write, used('TeamReports', true, 0, read)).suggested).toBeNull();
  });

  test('of two equals the one that worked comes first', () => {
    expect(choose(['A', 'B'], write, used('B', true)).suggested).toBe('B');
    expect(choose(['A', 'B'], write).suggested).toBe('A');
  });
});

test('to read, the least powerful comes first', () => {
  expect(choose(all, read).choices.map(({ permissionSet }) => permissionSet)).toEqual([
    'StraybytesViewer',
    'StraybytesOperator',
    'AdministratorAccess',
  ]);
});
