import { describe, expect, test } from 'vitest';
import type { CheckStanding } from '#lib/data/guardrails.ts';
import { type GuardrailStanding, guardrailStandings } from '#lib/guardrails/guardrail-standing.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { headlineWords, subWords } from './headline-words.ts';

const readAt = new Date('2026-11-23T06:00:00.000Z');

/** An account in which every check says so; null: nobody has checked it. */
function account(name: string, status: 'pass' | 'fail' | null, unreached: string | null = null) {
  const judgements = checks.map(({ id: check }) => {
    const finding = {
      id: check,
      check,
      accountId: name,
      verdict: status,
      resource: 'account',
      what: 'Seen.',
      since: null,
    };
    const rest = { missing: [], message: null, checkedAt: readAt.toISOString() };
    return { id: `${check}/${name}`, check, accountId: name, status, findings: [finding], ...rest };
  });
  const reading = { accountId: name, accountName: name, problem: null, state: 'ok', readAt, data: { judgements } };
  return { accountId: name, accountName: name, reading: status === null ? null : reading, unreached };
}

function byCheck(...accounts: ReturnType<typeof account>[]): CheckStanding[] {
  const all = guardrailStandings(accounts);
  return checks.map(({ id: checkId }) => {
    const of = (status: GuardrailStanding['status']) =>
      all.filter((standing) => standing.check === checkId && standing.status === status);
    return { checkId, failing: of('fail'), blind: of('blind'), passing: of('pass') };
  });
}

const held = account('a', 'pass');

describe('the headline counts every account that is looked at, and calls nothing held that cannot be seen now', () => {
  test.each([
    ['all hold', [held, account('b', 'pass')], 'Every guardrail holds in all 2 accounts.', ''],
    [
      'one cannot be reached',
      [held, account('b', 'pass', 'No role.')],
      'No guardrail fails where it can be seen; in 1 of 2 accounts something cannot.',
      'In 1 account something is not visible now: that is not a pass.',
    ],
    [
      'one is not checked yet',
      [held, account('b', null)],
      'No guardrail fails where it can be seen; in 1 of 2 accounts something cannot.',
      '1 account has not been checked yet.',
    ],
    [
      'one that failed cannot be reached',
      [account('b', 'fail', 'No role.')],
      'What guards this account cannot be seen now.',
      'In 1 account something is not visible now: that is not a pass. 8 of what is not visible failed when last seen.',
    ],
    [
      'one fails',
      [held, account('b', 'fail'), account('c', null)],
      '8 of 8 guardrails fail somewhere, in 1 of 3 accounts.',
      '8 things to mend. 1 account has not been checked yet.',
    ],
    [
      'none is checked',
      [account('b', null)],
      'No account has been checked yet.',
      '1 account has not been checked yet.',
    ],
  ])('%s', (_, accounts, headline, sub) => {
    expect([headlineWords(byCheck(...accounts), null), subWords(byCheck(...accounts))]).toEqual([headline, sub]);
  });
});
