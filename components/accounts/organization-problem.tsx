import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { getOrganizationProblem } from '#lib/data/accounts.ts';

/** That the organization could not be listed, and why; nothing when it could, or when there is none. */
export async function OrganizationProblem() {
  const problem = await getOrganizationProblem();
  if (problem === null) return null;
  return (
    <Notice tone="alarm" title="The organization could not be listed the last time.">
      <Words text={problem} /> The accounts below are those that were known before.
    </Notice>
  );
}
