import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountsBelow, countUnits, isInOu, ouOfPath, ouPath, ouTree } from './ou-tree.ts';

const account = (name: string, ...ou: string[]) => ({ name, ou });

test('units are nested, and both units and accounts are in the order of their names', () => {
  const tree = ouTree([
    account('media', 'Workloads', 'Prod'),
    account('core'),
    account('dev', 'Workloads', 'Dev'),
    account('analytics', 'Workloads', 'Prod'),
  ]);
  expect(tree.accounts.map(({ name }) => name)).toEqual(['core']);
  const [workloads] = tree.units;
  expect(workloads?.units.map(({ path }) => path)).toEqual(['Workloads/Dev', 'Workloads/Prod']);
  expect(workloads?.units[1]?.accounts.map(({ name }) => name)).toEqual(['analytics', 'media']);
  expect(accountsBelow(tree)).toHaveLength(4);
  expect(countUnits(tree)).toBe(3);
  expect(countUnits(ouTree([account('core')]))).toBe(0);
});

test('a unit whose name begins like another is not below it', () => {
  expect(isInOu(['Workloads', 'Prod'], 'Workloads')).toBe(true);
  expect(isInOu(['Workloads2'], 'Workloads')).toBe(false);
  expect(isInOu([], 'Workloads')).toBe(false);
  expect(isInOu([], '')).toBe(true);
});

test('a path tells the names again, whatever is in them', () => {
  const names = fc.array(fc.string({ minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(names, (ou) => {
      expect(ouOfPath(ouPath(ou))).toEqual(ou);
    }),
  );
  expect(ouOfPath(ouPath(['a/b', '%2F', 'c']))).toEqual(['a/b', '%2F', 'c']);
});
