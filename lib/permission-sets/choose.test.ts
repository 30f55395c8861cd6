import { describe, expect, test } from 'vitest';
import { ANY_PERMISSION_SET, choosePermissionSet, guessedPower, type PermissionSetUse } from './choose.ts';

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
    const none = { choices: [], suggested: null, mustChoose: true, deniedByOrganization: [] };
    expect(choose([], write)).toEqual(none);
  });

  test('one that was denied falls behind, for a day', () => {
    const sets = ['TeamBlue', 'TeamRed'];
    expect(choose(sets, write, used('TeamBlue', false))).toMatchObject({ suggested: 'TeamRed', mustChoose: false });
    expect(choose(sets, write, used('TeamBlue', false, 1.1)).suggested).toBe('TeamBlue');
  });

  test('far more power is never chosen for somebody, nor suggested because a lesser one was denied something', () => {
    const denied = used('StraybytesOperator', false);
    expect(choose(all, write, denied)).toMatchObject({ suggested: null, mustChoose: true });
    const worked = [...denied, ...used('AdministratorAccess', true)];
    expect(choose(all, write, worked)).toMatchObject({ suggested: 'AdministratorAccess', mustChoose: true });
    // Nobody expected the one that only reads to suffice.
    for (const uses of [[], used('StraybytesViewer', false)]) {
      const two = choose(['AdministratorAccess', 'StraybytesViewer'], write, uses);
      expect(two).toMatchObject({ suggested: 'AdministratorAccess', mustChoose: true });
    }
  });

  test('what the organization denies says nothing of a permission set, and is told until it is allowed, or a day is over', () => {
    const [action = ''] = write;
    const denied = (daysAgo: number) => used(ANY_PERMISSION_SET, false, daysAgo, [action]);
    const two = ['StraybytesOperator', 'StraybytesViewer'];
    expect(choose(two, write, denied(0.5))).toMatchObject({
      suggested: 'StraybytesOperator',
      mustChoose: true,
      deniedByOrganization: [action],
    });
    expect(choose(two, write, denied(0.5)).choices).toEqual(choose(two, write).choices);
    const over = { mustChoose: false, deniedByOrganization: [] };
    expect(choose(two, write, denied(1.1))).toMatchObject(over);
    expect(choose(two, write, [...denied(0.5), ...used('StraybytesOperator', true, 0.2)])).toMatchObject(over);
    const before = choose(two, write, [...denied(0.5), ...used('StraybytesOperator', true, 0.6)]);
    expect(before).toMatchObject({ mustChoose: true, deniedByOrganization: [action] });
    expect(choose(two, ['budgets:ModifyBudget'], denied(0.5))).toMatchObject(over);
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
