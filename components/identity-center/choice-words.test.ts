import { describe, expect, it } from 'vitest';
import { ANY_PERMISSION_SET, choosePermissionSet } from '#lib/permission-sets/choose.ts';
import { choiceWords, organizationWords } from './choice-words.ts';

const needs = ['s3:PutLifecycleConfiguration'];

function wordsOf(permissionSets: string[], uses: Parameters<typeof choosePermissionSet>[0]['uses'] = []) {
  const all = choosePermissionSet({ permissionSets, needs, uses });
  return Object.fromEntries(all.choices.map((choice) => [choice.permissionSet, choiceWords(choice, all)]));
}

describe('the words beside a permission set', () => {
  it('say why the least powerful one is suggested, and what the others are', () => {
    expect(wordsOf(['AdministratorAccess', 'StorageOperator', 'ViewOnly'])).toEqual({
      StorageOperator: 'Not tried here yet; the least powerful of the 2 that fit.',
      AdministratorAccess: 'Not tried here yet; by its name it may do far more than this needs.',
      ViewOnly: 'By its name it only reads, so this would be denied.',
    });
  });

  it('tell what was learnt', () => {
    const use = { action: needs[0] ?? '', daysAgo: 0 };
    const uses = [
      { ...use, permissionSet: 'Storage', allowed: true },
      { ...use, permissionSet: 'Team', allowed: false },
    ];
    expect(wordsOf(['Storage', 'Team'], uses)).toEqual({
      Storage: 'This worked with it here before; the only one that fits.',
      Team: 'Was denied this here less than a day ago.',
    });
  });

  it('say of far more power that it is, also where nothing else is left', () => {
    expect(wordsOf(['AdministratorAccess', 'ViewOnly']).AdministratorAccess).toBe(
      'Not tried here yet; the only one that fits; by its name it may do far more than this needs.',
    );
  });

  it('say of what the organization denies that no choice changes it', () => {
    const denied = { permissionSet: ANY_PERMISSION_SET, action: needs[0] ?? '', allowed: false, daysAgo: 0 };
    const of = (uses: (typeof denied)[]) =>
      organizationWords(choosePermissionSet({ permissionSets: ['Storage'], needs, uses }));
    expect(of([])).toBeNull();
    expect(of([denied])).toBe(
      'A policy of the organization (an SCP or RCP) denied s3:PutLifecycleConfiguration to a person in this account less than a day ago, which may be so of one resource only. Where it is so, a more powerful permission set does not outweigh it.',
    );
  });
});
