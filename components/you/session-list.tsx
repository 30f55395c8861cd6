import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDate, formatTime } from '#components/ui/date.ts';
import { Tag } from '#components/ui/tag.tsx';
import type { You } from '#lib/data/you.ts';
import { EndOthersButton, EndSessionButton } from './end-session-button.tsx';
import classes from './you.module.css';

const methods = { password: 'by password', oidc: 'by single sign-on', saml: 'by single sign-on' } as const;

/** Every place where somebody is signed in, and a button that ends it at once. */
export function SessionList({ sessions, now }: { sessions: You['sessions']; now: Date }) {
  return (
    <Card title="Where you are signed in" sub="What is ended here is ended at once">
      <ul className={classes.sessions}>
        {sessions.map((session) => {
          const { sessionId, browser, address, method, createdAt, lastSeenAt, expiresAt, current } = session;
          return (
            <li key={sessionId}>
              <div>
                <span className={classes.browser}>{browser}</span> {current && <Tag tone="recovered">This one</Tag>}
                <span className={classes.where}>
                  {address && `${address} · `}
                  {methods[method]} <Ago at={createdAt} now={now} /> · seen <Ago at={lastSeenAt} now={now} /> · ends{' '}
                  <time dateTime={expiresAt.toISOString()} title={formatTime(expiresAt)}>
                    {formatDate(expiresAt)}
                  </time>
                </span>
              </div>
              {!current && <EndSessionButton sessionId={sessionId} about={`${browser}, ${address}`} />}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <div className={classes.foot}>
          <EndOthersButton count={sessions.filter(({ current }) => !current).length} />
        </div>
      )}
    </Card>
  );
}
