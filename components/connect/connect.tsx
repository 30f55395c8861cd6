import { Snippet } from '#components/fix/snippet.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { getConnection, getReadPolicy } from '#lib/data/connection.ts';
import classes from './connect.module.css';
import { TryAgainButton } from './try-again-button.tsx';

/** What was tried to reach AWS, what failed, the policy to attach, and how to look without AWS. */
export async function Connect() {
  const [{ status, readRole }, policy] = await Promise.all([getConnection(), getReadPolicy()]);
  if (status.ok) {
    return (
      <>
        <PageHead
          title="AWS is connected."
          sub={`Account ${status.accountId}${status.arn ? `, as ${status.arn}` : ''}.`}
        />
        <LinkButton href="/">Go to the overview</LinkButton>
      </>
    );
  }
  return (
    <div className={classes.page}>
      <PageHead
        title="Straybytes cannot reach AWS yet."
        sub="It uses the credentials that the AWS CLI and the SDKs find by themselves, and keeps no key of its own."
      />
      <Notice tone="alarm" title="What failed:" action={<TryAgainButton />}>
        <Words text={status.problem} />
      </Notice>
      <Card title="What was tried">
        <ol className={classes.tried}>
          {status.tried.map((place) => (
            <li key={place}>
              <Words text={place} />
            </li>
          ))}
        </ol>
      </Card>
      <Card
        title="1. Attach this policy to a role or user"
        sub={`It only reads. In other accounts, put it on a role named ${readRole} that this one may assume.`}
      >
        <Snippet label="Read-only policy" text={policy} />
      </Card>
      <Card
        title="2. Start Straybytes with those credentials"
        sub="For example with IAM Identity Center, or on a machine with an instance role."
      >
        <Snippet label="Commands" text={'aws sso login --profile my-profile\nAWS_PROFILE=my-profile npm start'} />
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
