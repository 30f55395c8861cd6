import type { z } from 'zod';
import { may, type Viewer } from '#lib/session.ts';
import { type ActivityFilter, type ActivityView, listActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { activityCsvQuery, activityQuery } from './activity-input.ts';
import { answer, json } from './answer.ts';
import { askedAccountIds } from './asked-scope.ts';
import { csvLines, csvResponse } from './csv.ts';
import { parsedQuery } from './parsed.ts';

const PAGE = 1000;

const columns: Record<string, (entry: ActivityView) => string | null> = {
  at: ({ at }) => at.toISOString(),
  actor: ({ actor }) => actor,
  action: ({ action }) => action,
  from_address: ({ address }) => address,
  account_id: ({ accountId }) => accountId,
  bucket: ({ bucket }) => bucket,
  fix_id: ({ fixId }) => fixId,
  detail: ({ detail }) => JSON.stringify(detail),
};

/** `GET /api/v1/activity`: who did what, when, from where; the newest first. */
export function getActivity(request: Request): Promise<Response> {
  return answer(request, 'look', async (viewer) => {
    const { cursor, limit, ...query } = parsedQuery(activityQuery, request);
    return json(await listActivity({ ...(await filterOf(query, viewer)), cursor, limit }));
  });
}

/** `GET /api/v1/activity.csv`: all of it that matches, streamed by pages. */
export function getActivityCsv(request: Request): Promise<Response> {
  return answer(request, 'export', async (viewer) => {
    const filter = await filterOf(parsedQuery(activityCsvQuery, request), viewer);
    const day = (await awsNow()).toISOString().slice(0, 10);
    return csvResponse({ name: `straybytes-activity-${day}.csv`, lines: rowsOf(filter) });
  });
}

/** What is about people is for who has the power over them, however it is asked for. */
async function filterOf(
  { actor, action, from, to, account, ou }: z.infer<typeof activityCsvQuery>,
  viewer: Viewer,
): Promise<ActivityFilter> {
  const accountIds = await askedAccountIds({ account, ou });
  const time = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined };
  return { actor, action, ...time, accountIds, people: may(viewer, 'people') };
}

async function* rowsOf(filter: ActivityFilter): AsyncGenerator<string> {
  yield csvLines([Object.keys(columns)]);
  let cursor: string | undefined;
  do {
    const page = await listActivity({ ...filter, cursor, limit: PAGE });
    yield csvLines(page.items.map((entry) => Object.values(columns).map((cell) => cell(entry))));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
