import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import table from '#components/ui/table.module.css';
import { Tag } from '#components/ui/tag.tsx';
import type { Person } from '#lib/data/people.ts';
import classes from './people.module.css';
import { isEnabled } from './people-words.ts';
import { PersonDialog } from './person-dialog.tsx';

export function PeopleTable({ people, self, now }: { people: Person[]; self: string | null; now: Date }) {
  return (
    <Card title="People" flush>
      <table className={table.table}>
        <caption className={table.unseen}>Who may sign in</caption>
        <thead>
          <tr>
            <th scope="col" className={table.main}>
              Person
            </th>
            <th scope="col">Role</th>
            <th scope="col" className={table.mid}>
              Second factor
            </th>
            <th scope="col" className={table.mid}>
              Last sign-in
            </th>
            <th scope="col" className={`${table.num} ${table.wide}`}>
              Sessions
            </th>
            <th scope="col" aria-label="Change" />
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.personId} className={isEnabled(person) ? undefined : classes.off}>
              <td>
                <span className={table.name}>{person.name}</span>
                {person.personId === self && (
                  <>
                    {' '}
                    <Tag tone="quiet">You</Tag>
                  </>
                )}
                <span className={table.sub}>{person.email}</span>
              </td>
              <td>
                {isEnabled(person) ? person.role : <Tag tone="quiet">Disabled</Tag>}
                {person.roleFromGroups && <span className={table.sub}>by groups</span>}
              </td>
              <td className={table.mid}>
                <Factor person={person} />
              </td>
              <td className={table.mid}>
                {person.lastSignInAt ? (
                  <Ago at={person.lastSignInAt} now={now} />
                ) : (
                  <span className={table.quiet}>never</span>
                )}
              </td>
              <td className={`${table.num} ${table.wide}`}>{person.sessions}</td>
              <td className={table.end}>
                <PersonDialog person={person} isYou={person.personId === self} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Factor({ person: { secondFactor, hasPassword, role } }: { person: Person }) {
  if (secondFactor) return <Tag tone="recovered">Yes</Tag>;
  if (!hasPassword) return <span>single sign-on</span>;
  return role === 'viewer' ? <span className={table.quiet}>no</span> : <Tag tone="waste">No</Tag>;
}
