import { Snippet } from '#components/fix/snippet.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { getConnection } from '#lib/data/connection.ts';
import { getLookCost } from '#lib/data/look-cost.ts';
import { getNow } from '#lib/data/snapshot.ts';
import classes from './connect.module.css';
import { Policies } from './policies.tsx';
import { ReadUntilTried } from './read-until-tried.tsx';
import { TryAgainButton } from './try-again-button.tsx';

/** Whether AWS could be reached when that was tried last, the policies to attach, and how to look without AWS. */
export async function Connect() {
  const [connection, now, cost] = await Promise.all([getConnection(), getNow(), getLookCost()]);
  if (connection?.ok) {
    const { accountId, arn, checkedAt } = connection;
    return (
      <div className={classes.page}>
        <PageHead
          title="AWS is connected."
          sub={
            <>
              Account {accountId}
              {arn && `, as ${arn}`}. Tried <Ago at={checkedAt} now={now} />.
            </>
          }
        />
        <span className={classes.next}>
          <LinkButton href="/">Go to the overview</LinkButton>
          <TryAgainButton />
        </span>
        <p className={classes.cost}>{cost}</p>
        <AsYourself />
        <Policies connected />
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <PageHead
        title={connection ? 'Straybytes cannot reach AWS yet.' : 'AWS has not been tried yet.'}
        sub="It uses the credentials that the AWS CLI and the SDKs find by themselves, and keeps no key of its own."
      />
      {connection ? (
        <>
          <Notice tone="alarm" title="What failed:" action={<TryAgainButton />}>
            <Words text={connection.problem} />
          </Notice>
          <Card
            title="What was tried"
            sub={
              <>
                In this order, <Ago at={connection.checkedAt} now={now} />
              </>
            }
          >
            <ol className={classes.tried}>
              {connection.tried.map((place) => (
                <li key={place}>
                  <Words text={place} />
                </li>
              ))}
            </ol>
          </Card>
        </>
      ) : (
        <Notice title="Asking AWS who we are…" action={<TryAgainButton label="Try now" />}>
          The worker does so when it starts; this page shows the answer as soon as there is one.
          <ReadUntilTried />
        </Notice>
      )}
      <Policies />
      <AsYourself />
      <Card
        title="2. Start Straybytes with those credentials"
        sub="For example with IAM Identity Center, or on a machine with an instance role."
      >
        <Snippet label="Commands" text={'aws sso login --profile my-profile\nAWS_PROFILE=my-profile npm start'} />
        <p className={classes.cost}>{cost}</p>
      </Card>
      <Card
        title="Or look without AWS"
        sub="A simulated organization with seven accounts; the same code, pointed at another endpoint."
      >
        <Snippet label="Demo" text="npm run demo" />
      </Card>
    </div>
  );
}

function AsYourself() {
  return (
    <Card
      title="Fix as yourself"
      sub="Connect your own session with IAM Identity Center, and AWS’s own trail shows who fixed."
      action={
        <LinkButton href="/connect/identity-center" size="compact-md" variant="default">
          Connect with Identity Center
        </LinkButton>
      }
    >
      Optional. It ends when you sign out here, or when AWS ends it.
    </Card>
  );
}

export function ConnectSkeleton() {
  return (
    <div className={classes.page}>
      <PageHead
        title={<Bone height={38} width="min(100%, 520px)" />}
        sub={<Bone height={18} width="min(100%, 420px)" />}
      />
      <Bone height={64} />
      <Bone height={180} />
      <Bone height={320} />
    </div>
  );
}
