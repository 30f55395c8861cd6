'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import { checkAccount } from '#lib/actions/accounts.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './onboarding.module.css';

type Waiting = { accountId: string; name: string };

const everyMs = 5000;
/** Whoever has not made the role by then comes back to the button. */
const mostTimes = 120;

/** Each try is a few calls: so many accounts are tried in one round, the next ones in the next. */
const perRound = 20;
/** Of hundreds the first ones are named. */
const named = 5;

/**
 * Tries the roles again and again until they can be used, however many accounts wait: some in each round, in turns. Says
 * which ones can. Every call of it is free.
 */
export function WatchAccounts({ accounts }: { accounts: Waiting[] }) {
  const router = useRouter();
  const [watching, setWatching] = useState<Waiting[]>([]);
  const [usable, setUsable] = useState<Waiting[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (watching.length === 0) return;
    let times = 0;
    let timer: ReturnType<typeof setTimeout>;
    let over = false;
    const rounds = Math.ceil(watching.length / perRound);
    async function tryOnce() {
      const first = (times % rounds) * perRound;
      times += 1;
      const found: Waiting[] = [];
      for (const account of watching.slice(first, first + perRound)) {
        if (over) return;
        const result = await checkAccount({ accountId: account.accountId }).catch(() => null);
        setProblem(result === null ? 'Straybytes itself did not answer. Its log says why.' : null);
        if (result?.ok && result.value.reachable === 'yes') found.push(account);
      }
      if (over) return;
      if (found.length > 0) {
        setUsable((before) => [...before, ...found]);
        setWatching(watching.filter((account) => !found.includes(account)));
        router.refresh();
      } else if (times < mostTimes * rounds) timer = setTimeout(tryOnce, everyMs);
      else setWatching([]);
    }
    tryOnce();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [watching, router]);

  const names = (list: Waiting[]) => {
    const more = list.length - named;
    const first = list.slice(0, named).map(({ name }) => name);
    return more > 0 ? `${first.join(', ')} and ${formatCount(more)} more` : first.join(', ');
  };
  return (
    <div className={classes.watch}>
      {accounts.length > 0 && (
        <MayButton power="collect" variant="default" onClick={() => setWatching(watching.length > 0 ? [] : accounts)}>
          {watching.length > 0 ? 'Stop trying' : 'Try until it works'}
        </MayButton>
      )}
      <span role="status">
        {usable.length > 0 && `The role can be used in ${names(usable)}. `}
        {watching.length > 0
          ? `Trying ${names(watching)} every few seconds…`
          : usable.length === 0 && accounts.length > 0 && 'AWS does not bill for trying.'}
      </span>
      {problem && <span role="alert">{problem}</span>}
    </div>
  );
}
