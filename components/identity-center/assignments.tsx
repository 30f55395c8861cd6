import { Card } from '#components/ui/card.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { IdentityCenter } from '#lib/data/identity-center.ts';
import classes from './identity-center.module.css';
import { ReadAgainButton } from './read-again-button.tsx';

/** The accounts and permission sets that the person has, and nothing else. */
export function Assignments({ accounts }: { accounts: IdentityCenter['accounts'] }) {
  return (
    <Card
      title={accounts.length === 0 ? 'AWS named no account of yours' : titleOf(accounts)}
      sub="As AWS told when you connected, or when it was asked last"
      action={<ReadAgainButton />}
    >
      {accounts.length === 0 ? (
        <p className={classes.quiet}>
          Either nothing is assigned to you, or AWS did not answer then. Ask again, or ask whoever manages IAM Identity
          Center.
        </p>
      ) : (
        <ul className={classes.accounts}>
          {accounts.map(({ accountId, name, permissionSets }) => (
            <li key={accountId}>
              <span className={classes.account}>
                {name}
                <span className={classes.id}>{accountId}</span>
              </span>
              <span className={classes.sets}>
                {permissionSets === null
                  ? 'asked when you fix there'
                  : permissionSets.map((permissionSet) => (
                      <Tag key={permissionSet} tone="quiet">
                        {permissionSet}
                      </Tag>
                    ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function titleOf({ length }: { length: number }): string {
  return length === 1 ? 'Your permission sets in one account' : `Your permission sets in ${length} accounts`;
}
