import { Ago } from '#components/ui/ago.tsx';
import { getLeftOutBy } from '#lib/data/left-out.ts';

/** "Left out by rosa 2 days ago: it is not looked at, and counts nowhere." And how that ends. */
export async function LeftOutWords({ accountId, now }: { accountId: string; now: Date }) {
  const left = await getLeftOutBy(accountId);
  return (
    <>
      Left out
      {left && (
        <>
          {' by '}
          {left.actor} <Ago at={left.at} now={now} />
        </>
      )}
      : it is not looked at, and counts nowhere. “Take it in again” below ends that.
    </>
  );
}
