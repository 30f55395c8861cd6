import type { CheckStanding } from '#lib/data/guardrails.ts';
import type { GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import { formatCount } from '#lib/money/format.ts';

/** How all checks stand in an account, a unit (`name`) or everywhere: over all accounts that are looked at. */
export function headlineWords(checks: readonly CheckStanding[], name: string | null): string {
  const failing = checks.filter((check) => check.failing.length > 0);
  const accounts = accountsIn(failing.flatMap((check) => check.failing));
  const standings = allOf(checks);
  const all = accountsIn(standings);
  const blind = accountsIn(checks.flatMap((check) => check.blind));
  if (standings.every(({ checkedAt }) => checkedAt === null))
    return name === null ? 'No account has been checked yet.' : `${name} has not been checked yet.`;
  if (failing.length > 0) {
    const many = `${formatCount(failing.length)} of ${checks.length} guardrails ${failing.length === 1 ? 'fails' : 'fail'}`;
    if (all === 1) return `${many}${name === null ? '' : ` in ${name}`}.`;
    return `${many} somewhere${name === null ? '' : ` in ${name}`}, in ${formatCount(accounts)} of ${formatCount(all)} accounts.`;
  }
  if (standings.every(({ status }) => status === 'blind'))
    return `What guards ${all === 1 ? 'this account' : 'these accounts'} cannot be seen now.`;
  return blind > 0
    ? `No guardrail fails where it can be seen; in ${formatCount(blind)} of ${counted(all)} something cannot.`
    : `Every guardrail holds${all === 1 ? '' : ` in all ${formatCount(all)} accounts`}.`;
}

/** What there is to mend, and how much of it nobody can say now. */
export function subWords(checks: readonly CheckStanding[]): string {
  const findings = checks.flatMap(({ failing }) =>
    failing.flatMap(({ findings: seen }) => seen.filter(({ verdict }) => verdict === 'fail')),
  ).length;
  const blind = checks.flatMap((check) => check.blind);
  const unchecked = accountsIn(blind.filter(({ checkedAt }) => checkedAt === null));
  const unseen = accountsIn(blind.filter(({ checkedAt }) => checkedAt !== null));
  const failed = blind.filter(({ lastKnown }) => lastKnown?.status === 'fail').length;
  return [
    findings > 0 ? `${formatCount(findings)} ${findings === 1 ? 'thing' : 'things'} to mend.` : '',
    unseen > 0 ? `In ${counted(unseen)} something is not visible now: that is not a pass.` : '',
    failed > 0 ? `${formatCount(failed)} of what is not visible failed when last seen.` : '',
    unchecked > 0 ? `${counted(unchecked)} ${unchecked === 1 ? 'has' : 'have'} not been checked yet.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function allOf(checks: readonly CheckStanding[]): GuardrailStanding[] {
  return checks.flatMap(({ failing, blind, passing }) => [...failing, ...blind, ...passing]);
}

function accountsIn(standings: readonly { accountId: string }[]): number {
  return new Set(standings.map(({ accountId }) => accountId)).size;
}

function counted(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'account' : 'accounts'}`;
}
