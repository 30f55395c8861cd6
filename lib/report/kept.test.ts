import { expect, it, vi } from 'vitest';
import { keepLast } from './kept.ts';

const picture = () => Promise.resolve(new Uint8Array([1]));

it('makes each thing once, also for those who ask meanwhile', async () => {
  const [drawn, draw] = [keepLast<Uint8Array>(24), vi.fn(picture)];
  const [one, two] = await Promise.all([drawn('a', draw), drawn('a', draw)]);
  expect(await drawn('a', draw)).toBe(one);
  expect(two).toBe(one);
  expect(draw).toHaveBeenCalledTimes(1);
});

it('forgets what was not asked for longest', async () => {
  const [drawn, draw] = [keepLast<Uint8Array>(2), vi.fn(picture)];
  for (const tag of ['a', 'b', 'a', 'c', 'a']) await drawn(tag, draw);
  expect(draw).toHaveBeenCalledTimes(3);
  await drawn('b', draw);
  expect(draw).toHaveBeenCalledTimes(4);
});

it('makes anew what failed', async () => {
  const drawn = keepLast<Uint8Array>(24);
  await expect(drawn('a', () => Promise.reject(new Error('no font')))).rejects.toThrow('no font');
  expect(await drawn('a', picture)).toEqual(new Uint8Array([1]));
});
