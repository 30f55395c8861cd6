import { env } from '#lib/env.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { lookUsd } from '#lib/money/look-price.ts';
import { requireViewer } from '#lib/session.ts';

const calls = 'two calls a bucket, and one or more for each incomplete upload';

/** What a look will cost, in words, while there is none to go by: by an example, or by the buckets that are known. */
export async function getLookCost(known?: { buckets: number; uploads: number }): Promise<string> {
  await requireViewer('look');
  const most = `at most ${formatUsd(env().DAILY_API_BUDGET_USD)} a day (DAILY_API_BUDGET_USD)`;
  const { buckets, uploads } = known ?? { buckets: 100, uploads: 10_000 };
  const usd = `about ${formatUsd(lookUsd({ buckets, uploads }))} for ${formatCount(buckets)} ${buckets === 1 ? 'bucket' : 'buckets'}`;
  return `Looking takes ${calls}: ${usd} with ${formatCount(uploads)} such ${uploads === 1 ? 'upload' : 'uploads'}, and ${most}.`;
}
