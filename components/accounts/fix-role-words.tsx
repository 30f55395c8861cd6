import { Ago } from '#components/ui/ago.tsx';
import { Words } from '#components/ui/words.tsx';
import { denialGroups } from '#lib/guardrails/denial-group.ts';
import type { FixRole } from '#lib/guardrails/tried-action.ts';
import { DenialBlock } from './denial-block.tsx';
import classes from './denied-actions.module.css';

/** Whether the role that fixes can be assumed, what is denied to it, and exactly what to add and where. */
export function FixRoleWords({ fixRole, accountId, now }: { fixRole: FixRole | null; accountId: string; now: Date }) {
  if (fixRole === null)
    return (
      <p>
        <strong>Fix role:</strong> not tried yet.
      </p>
    );
  const { usable, problem, denied, at } = fixRole;
  return (
    <div>
      <p>
        <strong>Fix role:</strong> {words[usable]}{' '}
        {problem !== null && denied.length === 0 && (
          <>
            <Words text={problem} />{' '}
          </>
        )}
        <span className={classes.facts}>
          Last tried <Ago at={new Date(at)} now={now} />.
        </span>
      </p>
      {denied.length > 0 && (
        <ol className={classes.ofFixRole}>
          {denialGroups(denied).map((group) => (
            <DenialBlock
              key={JSON.stringify([group.title, group.policyArn, group.where])}
              group={group}
              accountId={accountId}
              now={now}
              of="fix role"
            />
          ))}
        </ol>
      )}
    </div>
  );
}

const words: Record<FixRole['usable'], string> = {
  yes: 'can be assumed.',
  own: 'not needed: Straybytes runs with credentials of this account.',
  no: 'cannot be assumed, so nothing can be fixed here.',
  unclear: 'it could not be told whether it can be assumed.',
};
