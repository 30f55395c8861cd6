import { placeChoices } from '#components/accounts/place-choices.ts';
import { PlaceSwitch } from '#components/accounts/place-switch.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { getChecks, getGuardrails } from '#lib/data/guardrails.ts';
import type { GuardrailsQuery } from '#lib/data/guardrails-query.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getPlaces, nameOfScope, whyOutOf } from '#lib/data/scope.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { headlineWords, subWords } from './headline-words.ts';
import { ReadGuardrails } from './read-guardrails.tsx';

/** How many guardrails fail somewhere, and in how many accounts. */
export async function GuardrailsHeadline({ query: { account, ou, check } }: { query: GuardrailsQuery }) {
  const scope = { account, ou };
  const [checks, { readAt }, places, name, notLookedAt, { openRunId }, now] = await Promise.all([
    getChecks(scope),
    getGuardrails(),
    getPlaces(scope),
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
      title={notLookedAt === null ? headlineWords(checks, name) : `${name} is not looked at.`}
      sub={
        notLookedAt === null
          ? subWords(checks)
          : checks.some(({ blind }) => blind.length > 0)
            ? 'What its guardrails said last stands below, and counts nowhere.'
            : notLookedAt
      }
    />
  );
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
