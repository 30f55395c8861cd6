import { expect, test } from 'vitest';
import { parseScope, scopeSearch, searchWithoutScope } from './scope-query.ts';

test.each([
  [{}, ''],
  [{ account: '111122223333' }, 'account=111122223333'],
  [{ account: '111122223333', ou: 'Prod' }, 'account=111122223333'],
  [{ ou: 'Workloads/Prod' }, 'ou=Workloads%2FProd'],
  [{ account: 'no such one!' }, 'account=no+such+one%21'],
  [{ account: '', ou: '\0' }, ''],
])('the scope of %j is %s', (params, search) => {
  expect(scopeSearch(parseScope(params))).toBe(search);
});

test('what else is in the address stays when the scope is dropped', () => {
  const params = { account: 'zzz', ou: 'Prod', range: '7d', q: ['a', 'b&c'], page: '3', cursor: 'x', none: undefined };
  expect(searchWithoutScope(params)).toBe('range=7d&q=a&q=b%26c');
  expect(searchWithoutScope({ ou: 'Prod' })).toBe('');
});
