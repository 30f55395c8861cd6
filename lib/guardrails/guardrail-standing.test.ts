import { describe, expect, test } from 'vitest';
import { countGuardrails, evidenceOf, guardrailStandings } from './guardrail-standing.ts';
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
  const [standing] = guardrailStandings([reading(judgements, change)]);
  if (!standing) throw new Error('no standing');
  return standing;
};

describe('guardrailStandings', () => {
  test('tells of every check in the order of the registry, then by name', () => {
    const all = guardrailStandings([
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
    const all = guardrailStandings([reading(null, { data: null, state: 'denied', problem })]);
    expect(countGuardrails(all)).toEqual({ pass: 0, fail: 0, blind: checks.length });
    expect(all.every((standing) => evidenceOf(standing) === problem)).toBe(true);
  });

  test('former judgements stay, and say since when nobody could look', () => {
    const problem = 'Its role cannot be used.';
    expect(first([judged({})], { state: 'denied', problem })).toMatchObject({ status: 'pass', stale: problem });
  });
});

test('the evidence of a failure is what fails, at most so much of it', () => {
  const standing = first([
    judged({ status: 'fail', findings: [finding('fail', 'A.'), finding('fail', 'B.'), finding('note', 'C.')] }),
  ]);
  expect(evidenceOf(standing)).toBe('A. B.');
  expect(evidenceOf(standing, 1)).toBe('A. And 1 more.');
});
