import { describe, expect, it } from 'vitest';
import { choosePermissionSet } from '#lib/permission-sets/choose.ts';
import { choiceWords } from './choice-words.ts';

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
});
