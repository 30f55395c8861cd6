import Link from 'next/link';
import { Snippet } from '#components/fix/snippet.tsx';
import { Card } from '#components/ui/card.tsx';
import { getPolicies } from '#lib/data/connection.ts';

/** What to allow: enough to look, and the little that a fix needs besides. */
export async function Policies({ connected = false }: { connected?: boolean }) {
  const { read, fix } = await getPolicies();
  return (
    <>
      <Card
        title={connected ? 'The policy to look' : '1. Attach this policy to a role or user'}
        sub={`It only reads. In other accounts, put it on a role named ${read.role} that this one may assume.`}
      >
        <Snippet label="Read-only policy" text={read.policy} />
      </Card>
      <Card
        title={connected ? 'The policy to fix as well' : 'To fix as well, attach this one too'}
        sub={`Optional. It reads and writes lifecycle rules and budgets, and touches no object. In other accounts, put it on a role named ${fix.role}.`}
      >
        <Snippet label="Fix policy" text={fix.policy} />
      </Card>
      <p>
        For other accounts:{' '}
        <Link href="/accounts/onboarding">both roles as a CloudFormation or Terraform template</Link>
      </p>
    </>
  );
}
