import { Ago } from '#components/ui/ago.tsx';
import { formatDate, formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import type { OpenInvitation } from '#lib/data/people.ts';
import classes from './people.module.css';
import { TakeBackButton } from './take-back-button.tsx';

/** Who was invited and has not come yet. */
export function OpenInvitations({ invitations, now }: { invitations: OpenInvitation[]; now: Date }) {
  if (invitations.length === 0) return null;
  return (
    <table className={`${table.table} ${classes.after}`} aria-label="Open invitations">
      <thead>
        <tr>
          <th scope="col" className={table.main}>
            Invited
          </th>
          <th scope="col" className={table.mid}>
            Ends
          </th>
          <th scope="col" aria-label="Revoke" />
        </tr>
      </thead>
      <tbody>
        {invitations.map(({ invitationId, email, role, invitedBy, createdAt, expiresAt }) => (
          <tr key={invitationId}>
            <td>
              <span className={table.name}>{email}</span>
              <span className={table.sub}>
                as {role}, by {invitedBy} <Ago at={createdAt} now={now} />
              </span>
            </td>
            <td className={table.mid}>
              <time dateTime={expiresAt.toISOString()} title={formatTime(expiresAt)}>
                {formatDate(expiresAt)}
              </time>
            </td>
            <td className={table.end}>
              <TakeBackButton invitationId={invitationId} email={email} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
