import pLimit from 'p-limit';
import { listParts } from '#lib/aws/list-parts.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { requestUsd } from '#lib/money/request-price.ts';
import type { Cut } from '#lib/store/cut.ts';
import { spentOn } from '#lib/store/ledger.ts';
import { saveLook, uploadsToLookAt } from '#lib/store/upload-look.ts';

/** A quiet upload's figures may be 30 days old; above these many a plan would become a scan. */
export const MOST_LOOKS = 200;
const AT_A_TIME = 16;
/** After so many refusals the rest would be refused as well. */
const ENOUGH_REFUSALS = 5;

/** Asks again for the uploads a fix would abort that were not looked at since `lookedFrom`, and stores what it finds. */
export async function lookAgain({
  target,
  bucket,
  cut,
  lookedFrom,
  now,
}: {
  target: AwsTarget;
  bucket: string;
  cut: Cut;
  lookedFrom: Date;
  now: Date;
}): Promise<void> {
  const uploads = await uploadsToLookAt(cut, { lookedFrom, limit: await affordableLooks(target.region, now) });
  if (uploads.length === 0) return;
  const limit = pLimit(AT_A_TIME);
  let refusals = 0;
  const looks = await Promise.all(
    uploads.map((upload) =>
      limit(async () => {
        if (refusals >= ENOUGH_REFUSALS) return null;
        try {
          return { ...upload, ...(await listParts({ target, bucket, ...upload })) };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          refusals++;
          return null;
        }
      }),
    ),
  );
  await saveLook({
    bucketId: cut.bucketId,
    checkedAt: now,
    byOurselves: target.as === undefined,
    found: looks.flatMap((look) => (look?.state === 'found' ? [look] : [])),
    gone: looks.flatMap((look) => (look?.state === 'gone' ? [look] : [])),
  });
}

/** Looking stays under the daily ceiling; what it leaves out a plan reports as of unknown activity. */
async function affordableLooks(region: string, now: Date): Promise<number> {
  const leftUsd = env().DAILY_API_BUDGET_USD - (await spentOn(now));
  return Math.max(0, Math.min(MOST_LOOKS, Math.floor(leftUsd / requestUsd('ListParts', region))));
}
