'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { type Scope, scopeSearch } from '#lib/data/scope-query.ts';
import type { PlaceChoices } from './place-choices.ts';
import { PlaceSelect } from './place-select.tsx';
import classes from './place-switch.module.css';

/** Narrows a page that has no other filter; the choice is in the address. */
export function PlaceSwitch({
  path,
  scope,
  choices,
  keep = {},
}: {
  path: '/' | '/budgets' | '/guardrails' | '/accounts' | '/activity';
  scope: Scope;
  choices: PlaceChoices;
  /** What else stands in the address and stays. */
  keep?: Record<string, string | undefined>;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [chosen, choose] = useOptimistic(scope);

  function go(next: Scope) {
    const kept = Object.entries(keep).flatMap(([name, value]) => (value ? [[name, value]] : []));
    const search = [scopeSearch(next), new URLSearchParams(kept).toString()].filter(Boolean).join('&');
    startTransition(() => {
      choose(next);
      router.push((search ? `${path}?${search}` : path) as Route, { scroll: false });
    });
  }

  return (
    <span className={classes.switch} aria-busy={pending}>
      <PlaceSelect scope={chosen} choices={choices} onChange={go} />
    </span>
  );
}
