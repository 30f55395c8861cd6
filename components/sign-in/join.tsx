import { LinkButton } from '#components/ui/link-button.tsx';
import { Words } from '#components/ui/words.tsx';
import type { Role } from '#lib/auth/power.ts';
import { getLink, type LinkView } from '#lib/data/sign-in.ts';
import { FirstShown } from './first-shown.tsx';
import { JoinForm } from './join-form.tsx';
import classes from './sign-in.module.css';
import { SignInHead } from './sign-in-head.tsx';

const canDo: Record<Role, string> = {
  viewer: 'A viewer looks at everything and exports it.',
  operator: 'An operator looks, has AWS read, fixes, makes budgets and shares reports.',
  administrator: 'An administrator does all that, and says who else may.',
};

const gone =
  'It works once, and for a limited time. Ask whoever gave it to you for a new one; whoever runs the server makes one with `npm run administrator`.';

/** For who opens a link that was given to them: to join, or to choose a new password. */
export async function Join({ token }: { token: string }) {
  const link = await getLink(token);
  if (!link || 'problem' in link)
    return (
      <FirstShown>
        <div className={classes.page}>
          <SignInHead
            title={link ? 'Not now.' : 'This link opens nothing, or nothing any more.'}
            sub={<Words text={link ? link.problem : gone} />}
          />
          <LinkButton href="/sign-in" variant="default">
            Sign in
          </LinkButton>
        </div>
      </FirstShown>
    );
  return (
    <FirstShown>
      <div className={classes.page}>
        <SignInHead title={titleOf(link)} sub={subOf(link)} />
        <JoinForm token={token} kind={link.kind} email={link.email} />
      </div>
    </FirstShown>
  );
}

function titleOf({ kind, role, name }: LinkView): string {
  if (kind === 'first') return 'You become the first administrator.';
  if (kind === 'reset') return `Choose a new password${name ? `, ${name}` : ''}.`;
  return `You are invited as ${role === 'viewer' ? 'a' : 'an'} ${role}.`;
}

function subOf({ kind, role }: LinkView): string {
  if (kind === 'first') return 'From then on everybody signs in here, also on this machine. You invite the others.';
  if (kind === 'reset') return 'Your other sessions end, and you are signed in here.';
  return canDo[role];
}
