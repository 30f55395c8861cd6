import { Card } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { getTokens } from '#lib/data/people.ts';
import classes from './people.module.css';
import { PeopleSwitch } from './people-switch.tsx';
import { TokenForm } from './token-form.tsx';
import { TokenTable } from './token-table.tsx';

/** What programs may come with. */
export async function Tokens() {
  const { tokens, role, now } = await getTokens();
  const active = tokens.filter(({ state }) => state === 'active').length;
  return (
    <>
      <PageHead
        bar={<PeopleSwitch of="tokens" />}
        title={headlineOf(active)}
        sub={
          <>
            Sent as <code>Authorization: Bearer …</code>. Only a hash is kept, and each use is noted.{' '}
            <code>API_TOKEN</code> of the environment is not among them: it works always, as operator.
          </>
        }
      />
      <div className={classes.page}>
        <Card title="Make a token" sub="For one program, with no more than it needs">
          <TokenForm most={role} />
        </Card>
        {tokens.length > 0 && <TokenTable tokens={tokens} now={now} />}
      </div>
    </>
  );
}

function headlineOf(active: number): string {
  if (active === 0) return 'No program has a token.';
  return active === 1 ? 'One token opens the API.' : `${active} tokens open the API.`;
}
