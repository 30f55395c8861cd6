import { expect, test } from 'vitest';
import { sharedProblem } from './shared-problem.ts';

const blind = (problem: string, accountId = '111122223333') => ({ accountId, status: 'blind' as const, problem });
const pass = { accountId: '111122223333', status: 'pass' as const, problem: null };

test.each([
  ['the same everywhere', [blind('Its role cannot be used.'), blind('Its role cannot be used.')], true],
  ['one alone', [blind('Its role cannot be used.')], false],
  ['different ones', [blind('Its role cannot be used.'), blind('An SCP denies iam:ListRoles.')], false],
  ['several accounts', [blind('Its role cannot be used.'), blind('Its role cannot be used.', '444455556666')], false],
  ['something that is seen', [blind('Its role cannot be used.'), pass], false],
  ['all of it seen', [pass, pass], false],
  ['nothing', [], false],
] as const)('a reason is told once only where no check has another: %s', (_, standings, shared) => {
  expect(sharedProblem(standings)).toBe(shared ? 'Its role cannot be used.' : null);
});
