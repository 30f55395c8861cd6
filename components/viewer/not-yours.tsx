import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { getViewer, type ViewerFacts } from '#lib/data/viewer.ts';
import { aRole } from './why-not.ts';

/** Instead of a page that takes more than who looks may. */
export async function NotYours() {
  const viewer = await getViewer();
  return (
    <>
      <PageHead title="This page is not yours to see." sub={viewer && <Words text={reasonOf(viewer)} />} />
      <LinkButton href="/">Go to the overview</LinkButton>
    </>
  );
}

function reasonOf({ local, name, role, reduced }: ViewerFacts): string {
  if (local)
    return 'It is about people, and nobody can sign in here yet: `npm run administrator` prints a link for the first one.';
  if (reduced) return 'You only look until you have a second factor: set it up under Your sign-in.';
  return `You are signed in as ${name}, ${aRole(role)}. An administrator can give you another role, under People.`;
}
