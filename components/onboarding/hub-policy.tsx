import { Snippet } from '#components/fix/snippet.tsx';
import { Card } from '#components/ui/card.tsx';
import { getHubPolicy } from '#lib/data/onboarding.ts';

/** The other side of the roles: who assumes them must be allowed to. */
export async function HubPolicy() {
  const hub = await getHubPolicy();
  if (hub === null) return null;
  return (
    <Card
      title="For the identity of this server, once"
      sub={`${hub.arn ?? 'What it runs as'} needs this beside the policy to look: to find the accounts, and to assume the roles. An administrator has it already.`}
    >
      <Snippet label="Policy of this server" text={hub.policy} />
    </Card>
  );
}
