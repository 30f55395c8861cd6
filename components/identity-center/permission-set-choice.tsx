'use client';

import { Radio } from '@mantine/core';
import { Tag } from '#components/ui/tag.tsx';
import { Words } from '#components/ui/words.tsx';
import type { OwnCalls } from '#lib/actions/own-calls.ts';
import { choiceWords, organizationWords } from './choice-words.ts';
import classes from './permission-set-choice.module.css';

/** Which of their permission sets a person uses, or why there is none. */
export function PermissionSetChoice({
  self,
  chosen,
  choose,
  disabled = false,
  hint = 'Nothing is read or written as yourself until you choose.',
  className = '',
}: {
  self: Extract<OwnCalls['self'], { state: 'connected' }>;
  chosen: string | null;
  choose: (permissionSet: string) => void;
  disabled?: boolean;
  /** While nothing is chosen. */
  hint?: string;
  className?: string | undefined;
}) {
  const ofOrganization = organizationWords(self);
  return (
    <>
      {ofOrganization && (
        <p className={classes.hint}>
          <Words text={ofOrganization} />
        </p>
      )}
      {self.problem && (
        <p className={classes.problem} role="alert">
          <Words text={self.problem} />
        </p>
      )}
      {self.choices.length > 0 && (
        <Radio.Group
          className={`${classes.sets} ${className}`}
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
          {chosen === null && <p className={classes.hint}>{hint}</p>}
        </Radio.Group>
      )}
    </>
  );
}
