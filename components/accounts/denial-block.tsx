import { Snippet } from '#components/fix/snippet.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Words } from '#components/ui/words.tsx';
import type { DenialGroup } from '#lib/guardrails/denial-group.ts';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './denied-actions.module.css';
import { DeniedBuckets } from './denied-buckets.tsx';

/**
 * What one policy, or the lack of one, denies, and exactly what to add and where.
 * @param of what it is denied to, where that is not the role that reads
 */
export function DenialBlock({
  group,
  accountId,
  now,
  of,
}: {
  group: DenialGroup;
  accountId: string;
  now: Date;
  of?: string;
}) {
  const { title, policyArn, where, denied, statements, identity, exemption } = group;
  const suffix = of === undefined ? '' : `, ${of}`;
  return (
    <li className={classes.denied}>
      <h3 className={classes.by}>{title}</h3>
      {policyArn !== null && <code className={classes.policy}>{policyArn}</code>}
      <ul className={classes.actions}>
        {denied.map((each) => (
          <Denied
            key={JSON.stringify([each.kind, each.asked, each.action, each.resource, each.buckets])}
            {...{ accountId, now }}
            denied={each}
          />
        ))}
      </ul>
      {statements.map((statement) => (
        <div key={JSON.stringify(statement)}>
          <p className={classes.where}>The statement to add to {where}:</p>
          <Snippet label={`Statement for ${actionsIn(statement)}${suffix}`} text={JSON.stringify(statement, null, 2)} />
        </div>
      ))}
      {identity !== null && (
        <>
          <p className={classes.where}>
            Nothing shows yet that this identity may assume roles. If it may not, add this to its own policy:
          </p>
          <Snippet label={`Statement of the identity${suffix}`} text={JSON.stringify(identity, null, 2)} />
        </>
      )}
      {exemption !== null && (
        <>
          <p className={classes.where}>To add to the Condition of the Deny:</p>
          <Snippet
            label={`Condition for ${denied.length === 1 ? denied[0]?.action : `${formatCount(denied.length)} actions`}${suffix}`}
            text={JSON.stringify(exemption, null, 2)}
          />
        </>
      )}
    </li>
  );
}

function Denied({ denied, accountId, now }: { denied: DeniedAction; accountId: string; now: Date }) {
  const { action, asked, resource, buckets, problem, at } = denied;
  const isNamed = buckets.length > 0 && resource?.includes(':s3:::');
  return (
    <li>
      <strong className={classes.action}>
        <code>{action}</code>
      </strong>{' '}
      {buckets.length > 0 && <DeniedBuckets accountId={accountId} denied={denied} />}
      <p>
        <Words text={problem} />
      </p>
      <p className={classes.facts}>
        {asked !== action && (
          <>
            Met while asking for <code>{asked}</code>.{' '}
          </>
        )}
        {resource !== null && resource !== '*' && !isNamed && (
          <>
            On <code>{resource}</code>.{' '}
          </>
        )}
        Last tried <Ago at={new Date(at)} now={now} />.
      </p>
    </li>
  );
}

function actionsIn({ Action }: Record<string, unknown>): string {
  return Array.isArray(Action) ? `${formatCount(Action.length)} actions` : String(Action);
}
