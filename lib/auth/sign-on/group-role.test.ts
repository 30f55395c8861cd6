import { describe, expect, it } from 'vitest';
import { groupsOf, roleOfGroups } from './group-role.ts';

const id = (n: number) => `9067b0a1c2-0000000${n}-1111-4222-8333-444455556666`;

describe('groups', () => {
  it('are a list, one name, or identifiers in one text', () => {
    expect(groupsOf(['a', 'b', 7, null])).toEqual(['a', 'b']);
    expect(groupsOf('a')).toEqual(['a']);
    expect(groupsOf(`${id(1)},${id(2)} ${id(3)}`)).toEqual([id(1), id(2), id(3)]);
    expect(groupsOf(undefined)).toEqual([]);
  });

  it('are not taken apart where they are names: nobody gets a group by calling theirs so', () => {
    expect(groupsOf('cooks,admins')).toEqual(['cooks,admins']);
    expect(groupsOf(`${id(1)},admins`)).toEqual([`${id(1)},admins`]);
  });

  it('give the highest role, compared exactly', () => {
    const given = [
      { group: 'admins', role: 'administrator' },
      { group: '*', role: 'viewer' },
      { group: 'ops', role: 'operator' },
    ] as const;
    expect(roleOfGroups(['ops', 'admins'], given)).toBe('administrator');
    expect(roleOfGroups(['ops'], given)).toBe('operator');
    expect(roleOfGroups(['Admins', 'admins '], given)).toBe('viewer');
    expect(roleOfGroups(['*'], given.slice(0, 1))).toBeNull();
    expect(roleOfGroups([], [])).toBeNull();
  });
});
