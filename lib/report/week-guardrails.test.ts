import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checks } from '#lib/guardrails/registry.ts';
import type { AccountGuardrails } from '#lib/store/report-guardrails.ts';
import { compareGuardrails } from './week-guardrails.ts';

type Status = 'pass' | 'fail' | 'blind' | 'crashed';
const [first, second] = checks.map(({ id }) => id);

function account(accountId: string, statuses: Record<string, Status>): AccountGuardrails {
  return { accountId, accountName: `name of ${accountId}`, statuses: new Map(Object.entries(statuses)) };
}

const one = (status: Status | undefined) => [account('1', status ? { [first ?? '']: status } : {})];

it.each([
  ['pass', 'fail', 'opened'],
  ['fail', 'pass', 'closed'],
] as const)('%s before and %s now has %s', (was, is, how) => {
  const changed = compareGuardrails({ former: one(was), now: one(is) });
  const known = checks.find(({ id }) => id === first);
  expect(changed?.[how]).toEqual([
    {
      accountId: '1',
      accountName: 'name of 1',
      check: first,
      title: how === 'opened' ? known?.title : known?.passedTitle,
    },
  ]);
  expect(changed?.[how === 'opened' ? 'closed' : 'opened']).toEqual([]);
  expect(changed).toMatchObject({ compared: 1, unknown: checks.length - 1, blind: checks.length - 1 });
});

it.each([
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['blind', 'fail'],
  ['pass', 'blind'],
  ['fail', 'crashed'],
  [undefined, 'fail'],
  ['fail', undefined],
] as const)('%s before and %s now is no change', (was, is) => {
  expect(compareGuardrails({ former: one(was), now: one(is) })).toMatchObject({ opened: [], closed: [] });
});

it('says nothing where nothing was known at the end, and that nothing can be compared where it was not at the start', () => {
  expect(compareGuardrails({ former: one('pass'), now: null })).toBeNull();
  expect(compareGuardrails({ former: null, now: one('fail') })).toMatchObject({
    opened: [],
    closed: [],
    failing: 1,
    compared: 0,
    unknown: checks.length,
  });
});

it('an account that came or went is unknown, not opened or closed', () => {
  const [came, went] = [account('2', { [second ?? '']: 'fail' }), account('3', { [second ?? '']: 'fail' })];
  const changed = compareGuardrails({ former: [...one('pass'), went], now: [...one('pass'), came] });
  expect(changed).toMatchObject({ opened: [], closed: [], compared: 1, unknown: 3 * checks.length - 1 });
});

const status = fc.constantFrom<Status | undefined>('pass', 'fail', 'blind', 'crashed', undefined);
const end = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.array(status, { minLength: checks.length, maxLength: checks.length }).map((all) =>
        account(
          String(id),
          Object.fromEntries(
            checks.flatMap((check, index) => {
              const own = all[index];
              return own ? [[check.id, own]] : [];
            }),
          ),
        ),
      ),
    ),
  ),
);

it('what opened forwards closed backwards, and every check of every account is compared or unknown', () => {
  fc.assert(
    fc.property(end, end, (former, now) => {
      const [forth, back] = [compareGuardrails({ former, now }), compareGuardrails({ former: now, now: former })];
      const told = (changed: { accountId: string | null; check: string }[] = []) =>
        changed.map(({ accountId, check }) => `${check} ${accountId}`).sort();
      expect(told(forth?.opened)).toEqual(told(back?.closed));
      expect(told(forth?.closed)).toEqual(told(back?.opened));
      const accounts = new Set([...former, ...now].map(({ accountId }) => accountId)).size;
      expect((forth?.compared ?? 0) + (forth?.unknown ?? 0)).toBe(accounts * checks.length);
    }),
  );
});
