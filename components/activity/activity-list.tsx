import type { Route } from 'next';
import { Bone } from '#components/ui/bones.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type ActivityQuery, getActivity } from '#lib/data/activity.ts';
import { nameOfScope } from '#lib/data/scope.ts';
import { type Scope, scopeSearch } from '#lib/data/scope-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { ActivityEntry } from './activity-entry.tsx';
import classes from './activity-list.module.css';

const perPage = 50;

export async function ActivityList({ query }: { query: ActivityQuery }) {
  const scope = { account: query.account, ou: query.ou };
  const [{ items, nextCursor }, now, name] = await Promise.all([
    getActivity({ ...query, limit: perPage }),
    getNow(),
    nameOfScope(scope),
  ]);
  if (items.length === 0 && name !== null) {
    return <p className={classes.empty}>Nobody has changed anything in {name} yet, or asked for a look at it alone.</p>;
  }
  if (items.length === 0) {
    return (
      <p className={classes.empty}>
        Nothing yet. The first fix will be the first line: who, what, when, and the rules before and after.
      </p>
    );
  }
  return (
    <>
      <ol className={classes.list}>
        {items.map((item) => (
          <ActivityEntry key={item.activityId} item={item} now={now} />
        ))}
      </ol>
      {(nextCursor || query.cursor) && (
        <nav className={classes.paging} aria-label="Pages of activity">
          {query.cursor && (
            <LinkButton href={activityHref(scope)} variant="default" size="compact-md">
              Newest
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={activityHref(scope, nextCursor)} variant="default" size="compact-md">
              Older
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
}

function activityHref(scope: Scope, cursor?: string): Route {
  const search = [scopeSearch(scope), cursor === undefined ? '' : `cursor=${encodeURIComponent(cursor)}`].filter(
    Boolean,
  );
  return (search.length > 0 ? `/activity?${search.join('&')}` : '/activity') as Route;
}

export function ActivityListSkeleton() {
  return (
    <div className={classes.list}>
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className={classes.bone}>
          <Bone height={16} width="min(100%, 420px)" />
          <Bone height={13} width={180} />
        </div>
      ))}
    </div>
  );
}
