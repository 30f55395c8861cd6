import type { Route } from 'next';
import connect from '#components/connect/connect.module.css';
import { Bone } from '#components/ui/bones.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { getIdentityCenter, type IdentityCenter } from '#lib/data/identity-center.ts';
import { Assignments } from './assignments.tsx';
import { ConnectButton } from './connect-button.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import classes from './identity-center.module.css';
import { PendingConnection } from './pending-connection.tsx';
import { PlaceCard } from './place-card.tsx';
import { Until } from './until.tsx';

/** What who looks is connected with as themself, and the next step from there. */
export async function IdentityCenterPage({ to }: { to: Promise<string | null> }) {
  const center = await getIdentityCenter(await to);
  const { connection, place } = center;
  return (
    <div className={connect.page}>
      <Head center={center} />
      {center.local && connection.state !== 'none' && (
        <Notice tone="waste" title="Nobody signs in on this server:">
          whoever uses it while you are connected acts as you. Disconnect when you leave.
        </Notice>
      )}
      <State center={center} />
      {(!place || (center.mayPlace && connection.state !== 'pending')) && <PlaceCard place={place} />}
    </div>
  );
}

function Head({ center: { connection, now } }: { center: IdentityCenter }) {
  switch (connection.state) {
    case 'connected':
      return (
        <PageHead
          title={
            connection.userName
              ? `You are connected as ${connection.userName}.`
              : 'You are connected; AWS did not say as whom.'
          }
          sub={
            <>
              Until <Until at={connection.expiresAt} now={now} />, or until you sign out or disconnect. At{' '}
              {connection.startUrl}, {connection.region}.
            </>
          }
        />
      );
    case 'pending':
      return (
        <PageHead
          title="AWS asks whether it is you."
          sub="Straybytes waits here until you have answered on the page of AWS; this page may be closed meanwhile."
        />
      );
    default:
      return (
        <PageHead
          title="Fix as yourself, with your own AWS session."
          sub="Looks that you ask for and fixes are then made with a permission set of yours, and AWS’s own trail shows who did it."
        />
      );
  }
}

function State({ center }: { center: IdentityCenter }) {
  const { connection, place, back, accounts, mayFix } = center;
  if (connection.state === 'pending') {
    const { state: _state, nextPollAt: _next, ...pending } = connection;
    return <PendingConnection {...pending} />;
  }
  if (connection.state === 'connected')
    return (
      <>
        {!connection.userName && (
          <Notice tone="waste" title="Is it you?">
            A code can be answered by somebody else. Ask AWS again below, or disconnect and connect anew.
          </Notice>
        )}
        <div className={classes.row}>
          {back && <LinkButton href={back as Route}>Go back to where you were</LinkButton>}
          <DisconnectButton />
          <p className={classes.quiet}>Not you? Disconnect at once: a code can be answered by somebody else.</p>
        </div>
        {!mayFix && (
          <Notice title="You look only:">
            to collect and to fix also takes the role of operator here, as oneself or not. Ask an administrator.
          </Notice>
        )}
        <Assignments accounts={accounts} />
        <WhatItIsFor />
      </>
    );
  return (
    <>
      {connection.state !== 'none' && (
        <Notice tone="alarm" title={titles[connection.state]} action={place && <ConnectButton label="Connect again" />}>
          <Words text={connection.problem} />
        </Notice>
      )}
      {connection.state === 'none' && place && (
        <div className={classes.row}>
          <ConnectButton label="Connect with Identity Center" />
          <p className={classes.quiet}>
            AWS shows a code to compare, then asks you to allow it. Nothing can be done with it that you may not do
            yourself.
          </p>
        </div>
      )}
      <WhatItIsFor />
    </>
  );
}

const titles = { denied: 'You said no.', expired: 'It has ended.', failed: 'AWS did not let it through.' } as const;

function WhatItIsFor() {
  return (
    <ul className={classes.facts}>
      <li>
        As yourself: a look at a bucket or an account where you ask for it so; the live read before a fix, the fix, its
        undo, and starter budgets, wherever you choose it in the dialog.
      </li>
      <li>
        By Straybytes’ own roles all the same: every other look that fills these pages, the proof after a fix, and fixes
        of many buckets at once. What a look as yourself finds is there for everybody who may look.
      </li>
      <li>
        AWS’s token is kept encrypted, for this session of yours alone, and never sent to a browser. It is gone when you
        sign out.
      </li>
    </ul>
  );
}

export function IdentityCenterSkeleton() {
  return (
    <div className={connect.page}>
      <PageHead
        title={<Bone height={38} width="min(100%, 560px)" />}
        sub={<Bone height={18} width="min(100%, 460px)" />}
      />
      <Bone height={36} width={240} />
      <Bone height={160} />
    </div>
  );
}
