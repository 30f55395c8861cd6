import { expect, test } from 'vitest';
import { pageOf } from './page-of.ts';

const items = ['a', 'b', 'c', 'd', 'e'];
const by = { sort: 'name', tie: (item: string): [string, string] => [item, ''] };

test('without cursor and limit it is all, else page by page to the end', () => {
  expect(pageOf(items, by)).toEqual({ items, nextCursor: null });
  const first = pageOf(items, { ...by, limit: 2 });
  const second = pageOf(items, { ...by, limit: 2, cursor: first.nextCursor ?? '' });
  const third = pageOf(items, { ...by, limit: 2, cursor: second.nextCursor ?? '' });
  expect([first.items, second.items, third.items]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  expect(third.nextCursor).toBeNull();
  expect(pageOf(items, { ...by, limit: 5 }).nextCursor).toBeNull();
});

test('a cursor of another list, or of what is gone, is refused', () => {
  const { nextCursor } = pageOf(items, { ...by, limit: 2 });
  expect(() => pageOf(items, { ...by, sort: 'other', cursor: nextCursor ?? '' })).toThrow('cursor');
  expect(() => pageOf(['x'], { ...by, cursor: nextCursor ?? '' })).toThrow('cursor');
});
