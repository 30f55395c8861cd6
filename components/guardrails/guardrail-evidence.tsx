import { Ago } from '#components/ui/ago.tsx';
import { Words } from '#components/ui/words.tsx';
import { evidenceOf, type GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';

/** The evidence with its time; of what cannot be seen now why, and what it said when it last could be. */
export function GuardrailEvidence({
  standing,
  told = null,
  now,
}: {
  standing: GuardrailStanding;
  /** A reason that is told above already. */
  told?: string | null;
  now: Date;
}) {
  const { checkedAt, lastKnown } = standing;
  const isTold = told !== null && standing.problem === told;
  if (lastKnown !== null) {
    return (
      <>
        {!isTold && <Words text={`${evidenceOf(standing, 3)} `} />}
        <small>
          {lastKnown.status === 'pass' ? 'It held' : 'It failed'} when last seen,{' '}
          <Ago at={new Date(lastKnown.checkedAt)} now={now} />: <Words text={lastKnown.evidence} />
        </small>
      </>
    );
  }
  if (isTold) return 'It has not been seen yet.';
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
