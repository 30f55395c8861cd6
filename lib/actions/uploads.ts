'use server';

import { abortDaysForKey } from '#lib/lifecycle/coverage.ts';
import { eligibleAt } from '#lib/lifecycle/eligible.ts';
import { requireViewer } from '#lib/session.ts';
import { bucketRules, listUploads } from '#lib/store/buckets.ts';
import { awsNow } from '#lib/store/clock.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { type PlanInput, planInput } from './fix-input.ts';

const looked = 200;
const shown = 25;
const dayMs = 86_400_000;

/** The oldest uploads that a whole-bucket rule would abort by the next midnight and that no rule aborts so far. */
export async function uploadsThatGo(
  input: PlanInput,
): Promise<ActionResult<{ uploads: IncompleteUpload[]; now: Date }>> {
  await requireViewer();
  return actionResult(async () => {
    const { accountId, bucket, days } = planInput.parse(input);
    const [now, rules, page] = await Promise.all([
      awsNow(),
      bucketRules({ accountId, bucket }),
      listUploads({ accountId, bucket, sort: 'initiatedAt', limit: looked }),
    ]);
    const midnight = Math.ceil(now.getTime() / dayMs) * dayMs;
    const uploads = page.items.filter(({ key, initiatedAt }) => {
      const already = abortDaysForKey(rules?.config.rules ?? [], key);
      return eligibleAt({ initiatedAt, days }).getTime() <= midnight && (already === null || already > days);
    });
    return { uploads: uploads.slice(0, shown), now };
  });
}
