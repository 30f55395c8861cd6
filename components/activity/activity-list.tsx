import type { Route } from 'next';
import { Bone } from '#components/ui/bones.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type ActivityQuery, getActivity } from '#lib/data/activity.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { ActivityEntry } from './activity-entry.tsx';
import classes from './activity-list.module.css';

const perPage = 50;

export async function ActivityList({ query }: { query: ActivityQuery }) {
  const [{ items, nextCursor }, now] = await Promise.all([getActivity({ ...query, limit: perPage }), getNow()]);
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
            <LinkButton href="/activity" variant="default" size="compact-md">
              Newest
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton
              href={`/activity?cursor=${encodeURIComponent(nextCursor)}` as Route}
              variant="default"
              size="compact-md"
            >
              Older
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
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
