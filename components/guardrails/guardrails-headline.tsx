import { placeChoices } from '#components/accounts/place-choices.ts';
import { PlaceSwitch } from '#components/accounts/place-switch.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { type CheckStanding, getChecks, getGuardrails } from '#lib/data/guardrails.ts';
import type { GuardrailsQuery } from '#lib/data/guardrails-query.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getPlaces, nameOfScope, whyOutOf } from '#lib/data/scope.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { formatCount } from '#lib/money/format.ts';
import { ReadGuardrails } from './read-guardrails.tsx';

/** How many guardrails fail somewhere, and in how many accounts. */
export async function GuardrailsHeadline({ query: { account, ou, check } }: { query: GuardrailsQuery }) {
  const scope = { account, ou };
  const [checks, { readAt }, places, name, notLookedAt, { openRunId }, now] = await Promise.all([
    getChecks(scope),
    getGuardrails(),
    getPlaces(),
    nameOfScope(scope),
    whyOutOf(scope),
    getRunState(),
    getNow(),
  ]);
  return (
    <PageHead
      bar={
        <>
          <PlaceSwitch path="/guardrails" scope={scope} choices={placeChoices(places)} keep={{ check }} />
          <ReadGuardrails openRunId={openRunId}>
            {readAt && (
              <>
                Checked <Ago at={readAt} now={now} />
              </>
            )}
          </ReadGuardrails>
        </>
      }
      title={notLookedAt === null ? sentence(checks, name) : `${name} is not looked at.`}
      sub={notLookedAt ?? under(checks)}
    />
  );
}

function accountsIn(standings: readonly { accountId: string }[]): number {
  return new Set(standings.map(({ accountId }) => accountId)).size;
}

function sentence(checks: readonly CheckStanding[], name: string | null): string {
  const failing = checks.filter((check) => check.failing.length > 0);
  const accounts = accountsIn(failing.flatMap((check) => check.failing));
  const all = accountsIn(checks.flatMap(({ failing: fail, blind, passing }) => [...fail, ...blind, ...passing]));
  const blind = accountsIn(checks.flatMap((check) => check.blind));
  if (all === 0) return name === null ? 'No account has been checked yet.' : `${name} has not been checked yet.`;
  if (failing.length > 0) {
    const many = `${formatCount(failing.length)} of ${checks.length} guardrails ${failing.length === 1 ? 'fails' : 'fail'}`;
    if (all === 1) return `${many}${name === null ? '' : ` in ${name}`}.`;
    return `${many} somewhere${name === null ? '' : ` in ${name}`}, in ${formatCount(accounts)} of ${formatCount(all)} accounts.`;
  }
  if (blind === all) return 'What guards these accounts could not be seen.';
  return blind > 0
    ? `No guardrail fails where it could be seen; in ${formatCount(blind)} of ${formatCount(all)} accounts it could not.`
    : `Every guardrail holds${all === 1 ? '' : ` in all ${formatCount(all)} accounts`}.`;
}

function under(checks: readonly CheckStanding[]): string {
  const findings = checks.flatMap(({ failing }) =>
    failing.flatMap(({ findings: seen }) => seen.filter(({ verdict }) => verdict === 'fail')),
  ).length;
  const blind = accountsIn(checks.flatMap((check) => check.blind));
  return [
    findings > 0 ? `${formatCount(findings)} ${findings === 1 ? 'thing' : 'things'} to mend.` : '',
    blind > 0
      ? `In ${formatCount(blind)} ${blind === 1 ? 'account' : 'accounts'} something could not be seen: that is not a pass.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export function GuardrailsHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={34} width={260} />}
      title={<Bone height={38} width="min(100%, 560px)" />}
      sub={<Bone height={18} width="min(100%, 380px)" />}
    />
  );
}
