import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDate, formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import { Tag } from '#components/ui/tag.tsx';
import { getShares, type Share } from '#lib/data/shares.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { formatCount } from '#lib/money/format.ts';
import { maskWords } from './mask-words.ts';
import classes from './report-shares.module.css';
import { RevokeShareButton } from './revoke-share-button.tsx';
import { ShareForm } from './share-form.tsx';

/** Links that show this report to whoever has them: made, listed, ended. */
export async function ReportShares({ week }: { week: string }) {
  const [shares, now] = await Promise.all([getShares(week), getNow()]);
  return (
    <div className={classes.section}>
      <Card title="Share by link" sub="Shows this report and nothing else, without sign-in, to whoever has the link">
        <ShareForm week={week} />
        {shares.length > 0 && (
          <table className={table.table} aria-label="Links to this report">
            <thead>
              <tr>
                <th scope="col" className={table.main}>
                  Made
                </th>
                <th scope="col" className={table.mid}>
                  Shows
                </th>
                <th scope="col" className={table.num}>
                  Opened
                </th>
                <th scope="col">Ends</th>
                <th scope="col" aria-label="Revoke" />
              </tr>
            </thead>
            <tbody>
              {shares.map((share) => (
                <tr key={share.shareId}>
                  <td>
                    <Ago at={share.createdAt} now={now} />
                    <span className={table.sub}>by {share.actor}</span>
                  </td>
                  <td className={table.mid}>{maskWords(share.mask)}</td>
                  <td className={table.num}>{formatCount(share.opened)}</td>
                  <td>
                    <End share={share} now={now} />
                  </td>
                  <td>{isOpen(share, now) && <RevokeShareButton week={week} shareId={share.shareId} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </div>
  );
}

function End({ share, now }: { share: Share; now: Date }) {
  if (share.revokedAt)
    return (
      <Tag tone="quiet" title={`${formatTime(share.revokedAt)} by ${share.revokedBy}`}>
        Revoked
      </Tag>
    );
  if (!isOpen(share, now))
    return (
      <Tag tone="quiet" title={formatTime(share.expiresAt)}>
        Expired
      </Tag>
    );
  return (
    <time dateTime={share.expiresAt.toISOString()} title={formatTime(share.expiresAt)}>
      {formatDate(share.expiresAt)}
    </time>
  );
}

function isOpen({ revokedAt, expiresAt }: Share, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}
