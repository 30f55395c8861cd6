import { Bone } from '#components/ui/bones.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type ActivityQuery, activitySearch, getActivity } from '#lib/data/activity.ts';
import { getAccountViews, nameOfScope } from '#lib/data/scope.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { ActivityEntry } from './activity-entry.tsx';
import { activityHref } from './activity-href.ts';
import classes from './activity-list.module.css';

const perPage = 50;

export async function ActivityList({ query }: { query: ActivityQuery }) {
  const { actor, action, from, to, account, ou } = query;
  const search = activitySearch(query);
  const [{ items, nextCursor }, now, name, views] = await Promise.all([
    getActivity({ ...query, limit: perPage }),
    getNow(),
    nameOfScope({ account, ou }),
    getAccountViews(),
  ]);
  const names = new Map(views.map((view) => [view.accountId, view.name]));
  if (items.length === 0 && [actor, action, from, to].some((value) => value !== undefined)) {
    return <p className={classes.empty}>Nothing of this happened{name !== null && ` in ${name}`}.</p>;
  }
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
          <ActivityEntry key={item.activityId} item={item} names={names} now={now} />
        ))}
      </ol>
      {(nextCursor || query.cursor) && (
        <nav className={classes.paging} aria-label="Pages of activity">
          {query.cursor && (
            <LinkButton href={activityHref(search)} variant="default" size="compact-md">
              Newest
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton
              href={activityHref([search, `cursor=${encodeURIComponent(nextCursor)}`].filter(Boolean).join('&'))}
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
