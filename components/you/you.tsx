import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { aRole } from '#components/viewer/why-not.ts';
import { getYou, type You } from '#lib/data/you.ts';
import { Connections } from './connections.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionList } from './session-list.tsx';
import classes from './you.module.css';

/** How who looks signs in: password, second factor, and every place where they are signed in now. */
export async function YouPage() {
  const you = await getYou();
  if (!you)
    return (
      <PageHead
        title="Nobody signs in on this machine."
        sub="Password, second factor and sessions stand here for who has signed in."
      />
    );
  const { hasPassword } = you.secondFactor;
  return (
    <>
      <PageHead title={<Sentence you={you} />} sub={`${you.email ?? you.name}: ${aRole(you.granted)}.`} />
      <div className={classes.two}>
        <div className={classes.column}>
          <SecondFactor state={you.secondFactor} connected={you.connected} />
          {hasPassword && <PasswordForm name={you.name} email={you.email} connected={you.connected} />}
          <Connections providers={you.providers} />
        </div>
        <div className={classes.column}>
          <SessionList sessions={you.sessions} now={you.now} />
        </div>
      </div>
    </>
  );
}

function Sentence({ you: { secondFactor, sessions } }: { you: You }) {
  const how = !secondFactor.hasPassword
    ? 'You sign in through your organization'
    : secondFactor.enabled
      ? 'You sign in with a password and a second factor'
      : 'You sign in with a password alone';
  return `${how}, and are signed in ${sessions.length === 1 ? 'here only' : `in ${sessions.length} places`}.`;
}

export function YouSkeleton() {
  return (
    <>
      <PageHead title={<Bone height={40} width="min(100%, 640px)" />} sub={<Bone height={20} width={260} />} />
      <div className={classes.two}>
        <Bone height={220} />
        <Bone height={220} />
      </div>
    </>
  );
}
