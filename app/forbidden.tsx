import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { aRole } from '#components/viewer/why-not.ts';
import { getViewer } from '#lib/data/viewer.ts';

/** For who has signed in and may not see this page. */
export default async function Forbidden() {
  const viewer = await getViewer();
  return (
    <>
      <PageHead title="This page is not yours to see." sub={viewer && reason(viewer)} />
      <LinkButton href="/">Go to the overview</LinkButton>
    </>
  );
}

function reason({ local, name, role, reduced }: NonNullable<Awaited<ReturnType<typeof getViewer>>>): string {
  if (local)
    return 'It is about people, and nobody can sign in here yet. `npm run administrator` prints a link for the first one.';
  if (reduced) return 'You only look until you have a second factor: set it up under Your sign-in.';
  return `You are signed in as ${name}, ${aRole(role)}. An administrator can give you another role, under People.`;
}
