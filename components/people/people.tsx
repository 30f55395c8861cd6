import { Bone, TableBones } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { getPeople } from '#lib/data/people.ts';
import { InviteForm } from './invite-form.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import classes from './people.module.css';
import { PeopleSwitch } from './people-switch.tsx';
import { PeopleTable } from './people-table.tsx';
import { headlineOf, withoutSecondFactor } from './people-words.ts';
import { RequireSecondFactor } from './require-second-factor.tsx';

/** Who may sign in and what they may, who is invited, and what is asked of all. */
export async function People() {
  const { people, invitations, settings, self, now } = await getPeople();
  const concerned = withoutSecondFactor(people);
  return (
    <>
      <PageHead
        bar={<PeopleSwitch of="people" />}
        title={headlineOf(people)}
        sub="Viewers look and export. Operators also ask for looks, fix, set budgets and share. Administrators also name accounts and decide about people."
      />
      <div className={classes.page}>
        {people.length > 0 && <PeopleTable people={people} self={self} now={now} />}
        <div className={classes.two}>
          <Card title="Invite somebody" sub="Makes a link that you send yourself; it works once, for 7 days">
            <InviteForm first={people.length === 0} />
            <OpenInvitations invitations={invitations} now={now} />
          </Card>
          <Card title="Second factor" sub="A code of an authenticator app, after the password">
            <RequireSecondFactor
              required={settings.requireSecondFactor}
              concerned={concerned.map(({ name }) => name)}
              concernsYou={concerned.some(({ personId }) => personId === self)}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

export function PeopleSkeleton() {
  return (
    <>
      <PageHead
        title={<Bone height={40} width="min(100%, 560px)" />}
        sub={<Bone height={20} width="min(100%, 720px)" />}
      />
      <TableBones rows={4} />
    </>
  );
}
