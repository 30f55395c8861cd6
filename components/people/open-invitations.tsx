import { Ago } from '#components/ui/ago.tsx';
import { formatDate, formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import type { OpenInvitation } from '#lib/data/people.ts';
import classes from './people.module.css';
import { TakeBackButton } from './take-back-button.tsx';

/** Who was invited and has not come yet, and who has a link for a new password. */
export function OpenInvitations({ invitations, now }: { invitations: OpenInvitation[]; now: Date }) {
  if (invitations.length === 0) return null;
  return (
    <table className={`${table.table} ${classes.after}`} aria-label="Open links">
      <thead>
        <tr>
          <th scope="col" className={table.main}>
            Sent to
          </th>
          <th scope="col" className={table.mid}>
            Ends
          </th>
          <th scope="col" aria-label="Revoke" />
        </tr>
      </thead>
      <tbody>
        {invitations.map(({ invitationId, kind, email, name, role, invitedBy, createdAt, expiresAt }) => (
          <tr key={invitationId}>
            <td>
              <span className={table.name}>{name ?? email}</span>
              <span className={table.sub}>
                {kind === 'reset' ? 'a new password' : `as ${role}`}, by {invitedBy} <Ago at={createdAt} now={now} />
              </span>
            </td>
            <td className={table.mid}>
              <time dateTime={expiresAt.toISOString()} title={formatTime(expiresAt)}>
                {formatDate(expiresAt)}
              </time>
            </td>
            <td className={table.end}>
              <TakeBackButton
                invitationId={invitationId}
                what={kind === 'reset' ? `the link for a new password of ${name}` : `the invitation of ${email}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
