'use client';

import { Radio } from '@mantine/core';
import type { Route } from 'next';
import { useId } from 'react';
import classes from './call-maker.module.css';
import { ConnectFirst } from './connect-first.tsx';
import { PermissionSetChoice } from './permission-set-choice.tsx';
import type { CallMaking } from './use-call-maker.ts';

/** "Make the call as": Straybytes' own role, or the person with one of their permission sets. */
export function CallMaker({
  making: { calls, asSelf, setAsSelf, chosen, choose },
  disabled = false,
  back,
  onLeave,
}: {
  making: CallMaking;
  disabled?: boolean;
  /** Where a person who connects first comes back to; left out: this page. */
  back?: Route | undefined;
  /** The dialog outlives its page, so it is closed when they go. */
  onLeave: () => void;
}) {
  const name = useId();
  if (!calls || calls.self.state === 'off') return null;
  const { role, self } = calls;
  const ours = role === null ? 'Straybytes’ own credentials' : `Straybytes’ role ${role}`;
  if (self.state === 'notConnected')
    return (
      <ConnectFirst problem={self.problem} back={back} onLeave={onLeave}>
        Made by {ours}. To make it as yourself,
      </ConnectFirst>
    );
  return (
    <fieldset className={classes.maker} disabled={disabled}>
      <legend className={classes.legend}>Make the call as</legend>
      <div className={classes.two}>
        <Radio name={name} label={ours} checked={!asSelf} onChange={() => setAsSelf(false)} />
        <Radio
          name={name}
          label={`yourself${self.userName ? `: ${self.userName}` : ''}${asSelf && chosen ? ` via ${chosen}` : ''}`}
          checked={asSelf}
          onChange={() => setAsSelf(true)}
        />
      </div>
      {asSelf && <PermissionSetChoice self={self} {...{ chosen, choose, disabled }} className={classes.sets} />}
    </fieldset>
  );
}
