'use client';

import { Checkbox } from '@mantine/core';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { BulkFixButton } from '#components/fix/bulk-fix-button.tsx';
import type { FixTarget } from '#components/fix/fix-target.ts';
import { plural } from '#components/fix/verdict-words.ts';
import classes from './selection.module.css';

type Chosen = { targets: FixTarget[]; chosen: ReadonlySet<string>; choose: (keys: string[], yes: boolean) => void };

const SelectionContext = createContext<Chosen>({ targets: [], chosen: new Set(), choose: () => undefined });

const keyOf = ({ accountId, bucket }: { accountId: string; bucket: string }) => `${accountId}/${bucket}`;

/** Remembers what is ticked on this page of the list, and offers to fix it. */
export function Selection({ targets, children }: { targets: FixTarget[]; children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = targets.filter((target) => chosen.has(keyOf(target)));

  function choose(keys: string[], yes: boolean) {
    setChosen((before) => {
      const next = new Set(before);
      for (const key of keys) yes ? next.add(key) : next.delete(key);
      return next;
    });
  }

  return (
    <SelectionContext value={{ targets, chosen, choose }}>
      {children}
      {picked.length > 0 && (
        <section className={classes.bar} aria-label="Selection">
          <span>{plural(picked.length, 'bucket')} chosen</span>
          <button type="button" className={classes.none} onClick={() => setChosen(new Set())}>
            Choose none
          </button>
          <BulkFixButton targets={picked} label={`Fix ${picked.length === 1 ? 'it' : `all ${picked.length}`}…`} />
        </section>
      )}
    </SelectionContext>
  );
}

export function SelectAll() {
  const { targets, chosen, choose } = useContext(SelectionContext);
  const keys = targets.map(keyOf);
  const count = keys.filter((key) => chosen.has(key)).length;
  return (
    <Checkbox
      size="xs"
      aria-label="Choose all on this page that can be fixed"
      disabled={keys.length === 0}
      checked={count > 0 && count === keys.length}
      indeterminate={count > 0 && count < keys.length}
      onChange={(event) => choose(keys, event.currentTarget.checked)}
    />
  );
}

export function SelectBucket({ accountId, bucket }: { accountId: string; bucket: string }) {
  const { targets, chosen, choose } = useContext(SelectionContext);
  const key = keyOf({ accountId, bucket });
  if (!targets.some((target) => keyOf(target) === key)) return null;
  return (
    <Checkbox
      size="xs"
      aria-label={`Choose ${bucket}`}
      checked={chosen.has(key)}
      onChange={(event) => choose([key], event.currentTarget.checked)}
    />
  );
}
