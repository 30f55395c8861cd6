import { describe, expect, test } from 'vitest';
import {
  countGuardrails,
  evidenceOf,
  guardrailGlance,
  guardrailStandings,
  standingsOfReadings,
} from './guardrail-standing.ts';
import type { Finding, Judgement } from './judge.ts';
import { checks } from './registry.ts';

const readAt = new Date('2026-11-23T06:00:00.000Z');
const accountId = '318264907715';
const finding = (verdict: Finding['verdict'], what: string): Finding => ({
  id: `root-without-mfa/${accountId}/${what}`,
  check: 'root-without-mfa',
  accountId,
  verdict,
  resource: what,
  what,
  since: null,
});
const judged = (change: Partial<Judgement>): Judgement => ({
  id: `root-without-mfa/${accountId}`,
  check: 'root-without-mfa',
  accountId,
  status: 'pass',
  findings: [finding('pass', 'Root has MFA.')],
  missing: [],
  message: null,
  basis: null,
  checkedAt: '2026-11-23T05:59:00.000Z',
  ...change,
});
const reading = (judgements: unknown, change: object = {}) => ({
  accountId,
  accountName: 'analytics',
  state: 'ok',
  problem: null,
  readAt,
  data: { judgements },
  ...change,
});
const first = (judgements: unknown, change?: object) => {
  const [standing] = standingsOfReadings([reading(judgements, change)]);
  if (!standing) throw new Error('no standing');
  return standing;
};

describe('guardrailStandings', () => {
  test('tells of every check in the order of the registry, then by name', () => {
    const all = standingsOfReadings([
      reading([judged({})]),
      reading([], { accountId: '204817365920', accountName: 'a' }),
    ]);
    expect(all.map(({ check }) => check)).toEqual(checks.flatMap(({ id }) => [id, id]));
    expect(all.slice(0, 2).map(({ accountName }) => accountName)).toEqual(['a', 'analytics']);
  });

  test('what was judged stands with its evidence and its time', () => {
    const standing = first([judged({})]);
    expect(standing).toMatchObject({ status: 'pass', problem: null, stale: null });
    expect(standing.checkedAt).toBe('2026-11-23T05:59:00.000Z');
    expect(evidenceOf(standing)).toBe('Root has MFA.');
  });

  test('the evidence says what it rests on; former readings did not tell', () => {
    const basis = 'By the credential report of 2026-11-23 04:00 UTC.';
    expect(evidenceOf(first([judged({ basis })]))).toBe(`Root has MFA. ${basis}`);
    const { basis: _, ...former } = judged({});
    expect(first([former])).toMatchObject({ status: 'pass', basis: null });
  });

  test('a check that crashed is blind, with its message', () => {
    const standing = first([judged({ status: 'crashed', findings: [], message: 'x is not a list' })]);
    expect(standing.status).toBe('blind');
    expect(evidenceOf(standing)).toBe('x is not a list');
  });

  test('a blind one says what is missing', () => {
    const missing = [
      { action: 'iam:GetAccountSummary', by: null, problem: 'An SCP denies it.', resource: 'account' },
      { action: 'iam:ListRoles', by: null, problem: 'An SCP denies it.', resource: 'account' },
    ];
    expect(evidenceOf(first([judged({ status: 'blind', findings: [], missing })]))).toBe('An SCP denies it.');
  });

  test('an account that was never read is blind in every check, not clean', () => {
    const problem = 'Its role cannot be used.';
    const all = standingsOfReadings([reading(null, { data: null, state: 'denied', problem })]);
    expect(countGuardrails(all)).toEqual({ pass: 0, fail: 0, blind: checks.length });
    expect(all.every((standing) => evidenceOf(standing) === problem)).toBe(true);
  });

  test.each(['pass', 'fail'] as const)('what cannot be read now is blind, with what was last known: %s', (status) => {
    const problem = 'Its role cannot be used.';
    const own = judged({ status, findings: [finding(status, 'MFA.')] });
    const lastKnown = { status, evidence: 'MFA.', checkedAt: own.checkedAt };
    const now = { status: 'blind', problem, stale: problem, lastKnown, findings: [], missing: [] };
    const denied = first([own], { state: 'denied', problem });
    expect(denied).toMatchObject(now);
    expect(evidenceOf(denied)).toBe(problem);
    const unreached = guardrailStandings([
      { accountId, accountName: 'analytics', reading: reading([own]), unreached: problem },
    ]);
    expect(unreached[0]).toMatchObject(now);
    expect(countGuardrails(unreached)).toEqual({ pass: 0, fail: 0, blind: checks.length });
    const held = Number(status === 'pass');
    expect(guardrailGlance(unreached)?.lastKnown).toEqual({ pass: held, fail: 1 - held });
  });

  test('what was blind then is blind now, and was never known', () => {
    const own = judged({ status: 'blind', findings: [], missing: [] });
    const problem = 'Its role cannot be used.';
    expect(first([own], { state: 'denied', problem })).toMatchObject({ status: 'blind', problem, lastKnown: null });
  });

  test('a reading that is too old for the schedule says nothing of now, and how old that is', () => {
    const at = (iso: string, maxDays = 3) => {
      const one = { accountId, accountName: 'analytics', reading: reading([judged({})]), unreached: null };
      return guardrailStandings([one], { now: new Date(iso), maxDays })[0];
    };
    expect(at('2026-11-26T05:59:00.000Z')).toMatchObject({ status: 'pass', stale: null, lastKnown: null });
    expect(at('2026-11-26T05:59:01.000Z')).toMatchObject({
      status: 'blind',
      problem: 'It was last read 3 days ago. After 3 days that says nothing of now. Check it again.',
      lastKnown: { status: 'pass', evidence: 'Root has MFA.' },
    });
    expect(at('2026-12-07T05:59:00.000Z', 14)).toMatchObject({ status: 'pass', stale: null });
    expect(at('2026-12-07T05:59:01.000Z', 14)?.stale).toBe(
      'It was last read 14 days ago. After 14 days, twice the rhythm of the schedule, that says nothing of now. Check it again.',
    );
  });

  test('an account that nobody checked yet is blind in every check, with the next step', () => {
    const one = { accountId, accountName: 'analytics', reading: null };
    const all = guardrailStandings([{ ...one, unreached: null }]);
    expect(countGuardrails(all)).toEqual({ pass: 0, fail: 0, blind: checks.length });
    for (const standing of all) {
      expect(standing.checkedAt).toBeNull();
      expect(evidenceOf(standing)).toMatch(/^This account has not been checked yet\. Check it/);
    }
    expect(guardrailGlance(all)).toBeNull();
    expect(guardrailStandings([{ ...one, unreached: 'No role.' }])[0]?.problem).toBe('No role.');
  });
});

test('the evidence of a failure is what fails, at most so much of it', () => {
  const standing = first([
    judged({ status: 'fail', findings: [finding('fail', 'A.'), finding('fail', 'B.'), finding('note', 'C.')] }),
  ]);
  expect(evidenceOf(standing)).toBe('A. B.');
  expect(evidenceOf(standing, 1)).toBe('A. And 1 more.');
});
