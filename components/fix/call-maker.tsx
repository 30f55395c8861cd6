'use client';

import { Radio } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useId } from 'react';
import { Tag } from '#components/ui/tag.tsx';
import { Words } from '#components/ui/words.tsx';
import classes from './call-maker.module.css';
import { choiceWords } from './choice-words.ts';
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
  const here = usePathname();
  if (!calls || calls.self.state === 'off') return null;
  const { role, self } = calls;
  const ours = role === null ? 'Straybytes’ own credentials' : `Straybytes’ role ${role}`;
  if (self.state === 'notConnected')
    return (
      <p className={classes.line}>
        {self.problem && <Words text={`${self.problem} `} />}
        Made by {ours}. To make it as yourself,{' '}
        <Link href={`/connect/identity-center?to=${encodeURIComponent(back ?? here)}` as Route} onClick={onLeave}>
          connect with Identity Center
        </Link>
        .
      </p>
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
      {asSelf && self.problem && (
        <p className={classes.problem} role="alert">
          <Words text={self.problem} />
        </p>
      )}
      {asSelf && self.choices.length > 0 && (
        <Radio.Group
          className={classes.sets ?? ''}
          label="With which permission set?"
          value={chosen}
          onChange={choose}
          classNames={{ label: classes.question ?? '' }}
        >
          {self.choices.map((choice) => (
            <Radio
              key={choice.permissionSet}
              value={choice.permissionSet}
              disabled={disabled}
              classNames={{ root: classes.set ?? '', description: classes.why ?? '' }}
              label={
                <>
                  {choice.permissionSet}{' '}
                  {choice.permissionSet === self.suggested && <Tag tone="recovered">suggested</Tag>}
                </>
              }
              description={choiceWords(choice, self)}
            />
          ))}
          {chosen === null && <p className={classes.hint}>Nothing is read or written as yourself until you choose.</p>}
        </Radio.Group>
      )}
    </fieldset>
  );
}
