import { Ago } from '#components/ui/ago.tsx';
import { Words } from '#components/ui/words.tsx';
import { evidenceOf, type GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';

/** The evidence with its time; of what cannot be seen now why, and what it said when it last could be. */
export function GuardrailEvidence({ standing, now }: { standing: GuardrailStanding; now: Date }) {
  const { checkedAt, lastKnown } = standing;
  if (lastKnown !== null) {
    return (
      <>
        <Words text={evidenceOf(standing, 3)} />{' '}
        <small>
          {lastKnown.status === 'pass' ? 'It held' : 'It failed'} when last seen,{' '}
          <Ago at={new Date(lastKnown.checkedAt)} now={now} />: <Words text={lastKnown.evidence} />
        </small>
      </>
    );
  }
  return (
    <>
      <Words text={evidenceOf(standing, 3)} />
      {checkedAt !== null && (
        <>
          {' · '}
          <Ago at={new Date(checkedAt)} now={now} />
        </>
      )}
    </>
  );
}
