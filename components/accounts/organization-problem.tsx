import { Snippet } from '#components/fix/snippet.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { getOrganizationProblem } from '#lib/data/accounts.ts';
import classes from './account.module.css';

/** That the organization could not be listed, and why; nothing when it could, or when there is none. */
export async function OrganizationProblem() {
  const organization = await getOrganizationProblem();
  if (organization === null) return null;
  const { problem, remedy } = organization;
  return (
    <div className={classes.problem}>
      <Notice tone="alarm" title="The organization could not be listed the last time.">
        <Words text={problem} /> The accounts below are those that were known before.
        {remedy?.statement && (
          <>
            {' '}
            The statement to add to {remedy.where}:
            <Snippet label="Statement for the organization" text={JSON.stringify(remedy.statement, null, 2)} />
          </>
        )}
      </Notice>
    </div>
  );
}
