import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDate, formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import { Tag } from '#components/ui/tag.tsx';
import type { ApiTokenView } from '#lib/data/people.ts';
import { RevokeTokenButton } from './revoke-token-button.tsx';

const over = { expired: 'Expired', revoked: 'Revoked', maker: 'Its maker is disabled' } as const;

export function TokenTable({ tokens, now }: { tokens: ApiTokenView[]; now: Date }) {
  return (
    <Card title="Tokens" flush>
      <table className={table.table}>
        <caption className={table.unseen}>API tokens</caption>
        <thead>
          <tr>
            <th scope="col" className={table.main}>
              Token
            </th>
            <th scope="col" className={table.mid}>
              Role
            </th>
            <th scope="col">Last used</th>
            <th scope="col" className={table.mid}>
              Ends
            </th>
            <th scope="col" aria-label="Revoke" />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.tokenId}>
              <td>
                <span className={table.name}>{token.name}</span>
                <span className={table.sub}>
                  <span className={table.narrow}>{token.role}</span>
                  <code>{token.prefix}…</code> · by {token.byNobody ? 'nobody who had signed in' : token.createdBy}{' '}
                  <Ago at={token.createdAt} now={now} />
                </span>
              </td>
              <td className={table.mid}>{token.role}</td>
              <td>
                <LastUse token={token} now={now} />
              </td>
              <td className={table.mid}>
                <time dateTime={token.expiresAt.toISOString()} title={formatTime(token.expiresAt)}>
                  {formatDate(token.expiresAt)}
                </time>
              </td>
              <td className={table.end}>
                {token.state === 'active' ? (
                  <RevokeTokenButton tokenId={token.tokenId} name={token.name} />
                ) : (
                  <Tag tone="quiet">{over[token.state]}</Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function LastUse({ token: { lastUsedAt, lastUsedFrom }, now }: { token: ApiTokenView; now: Date }) {
  if (!lastUsedAt) return <span className={table.quiet}>never</span>;
  return (
    <>
      <Ago at={lastUsedAt} now={now} />
      {lastUsedFrom && <span className={table.sub}>from {lastUsedFrom}</span>}
    </>
  );
}
