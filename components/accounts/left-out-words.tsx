import { Ago } from '#components/ui/ago.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getLeftOutBy } from '#lib/data/left-out.ts';
import { countingWords } from './counting-words.ts';

/** "Left out by rosa 2 days ago: it is not looked at." What of it counts, and how that ends. */
export async function LeftOutWords({ account, now }: { account: AccountGlance; now: Date }) {
  const left = await getLeftOutBy(account.accountId);
  return (
    <>
      Left out
      {left && (
        <>
          {' by '}
          {left.actor} <Ago at={left.at} now={now} />
        </>
      )}
      : it is not looked at. {countingWords(account)} “Take it in again” below ends that.
    </>
  );
}
