import type { Route } from 'next';
import { Bone } from '#components/ui/bones.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { aRole } from '#components/viewer/why-not.ts';
import { getProxyProblem, getSignInMethods } from '#lib/data/sign-in.ts';
import { getViewer } from '#lib/data/viewer.ts';
import { FirstShown } from './first-shown.tsx';
import { OtherProviders } from './other-providers.tsx';
import classes from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { SignInHead } from './sign-in-head.tsx';

/** For who comes without a session; `to` is where they wanted to go, `problem` why an identity provider did not help. */
export async function SignIn({ to, problem }: { to: string; problem: string | null }) {
  const [viewer, methods, behindProxy] = await Promise.all([getViewer(), getSignInMethods(), getProxyProblem()]);
  if (viewer)
    return (
      <FirstShown>
        <div className={classes.page}>
          {viewer.local ? (
            <SignInHead
              title="Nobody has to sign in here yet."
              sub="Whoever is at this machine may look and fix, as long as there is no administrator."
            />
          ) : (
            <SignInHead
              title={`You are signed in as ${viewer.name}.`}
              sub={`${viewer.email}: ${aRole(viewer.role)}.`}
            />
          )}
          {problem && <Notice tone="alarm">{problem}</Notice>}
          <LinkButton href={to as Route}>Go on</LinkButton>
        </div>
      </FirstShown>
    );
  return (
    <FirstShown>
      <div className={classes.page}>
        {problem && <Notice tone="alarm">{problem}</Notice>}
        {behindProxy && <Notice tone="alarm">{behindProxy}</Notice>}
        <SignInForm to={to} />
        <OtherProviders methods={methods} to={to} />
        <details className={classes.help}>
          <summary>You cannot sign in?</summary>
          <p>
            An administrator can make you a link with which you choose a new password, or take away a second factor that
            you lost.
          </p>
          <p>
            Whoever runs this server makes a link for an administrator with <code>npm run administrator</code>, also for
            the first one.
          </p>
        </details>
      </div>
    </FirstShown>
  );
}

export function SignInSkeleton() {
  return (
    <div className={classes.page}>
      <SignInHead title={<Bone height={34} width="70%" />} sub={<Bone height={18} />} />
      <Bone height={62} />
      <Bone height={62} />
      <Bone height={36} />
    </div>
  );
}
