import { cache } from 'react';
import { alertWords } from '#lib/report/alerts/alert-words.ts';
import { previewAlerts } from '#lib/report/alerts/check-alerts.ts';
import { GROWTH_WINDOW_MS } from '#lib/report/alerts/waste-growth.ts';
import { requireViewer } from '#lib/session.ts';

const SHOWN = 5;
/** What is nearest to being told first. */
const order = ['quiet', 'told', 'small', 'before'];

/**
 * What each channel would be told now, and what is so and is not told: nothing is sent, and AWS is not asked. `growthHours`:
 * so many before the last look nobody looked, so that growth cannot be told; null: it can.
 */
export const getAlertPreviews = cache(async () => {
  await requireViewer('look');
  const { lookedAt, growthIsUnknown, channels } = await previewAlerts();
  const previews = [...channels].map(([channelId, judged]) => {
    const all = judged.map(({ found, held, key }) => ({ key, headline: alertWords(found).headline, held }));
    const held = all
      .flatMap(({ held: why, ...alert }) => (why === null ? [] : [{ ...alert, held: why }]))
      .sort((a, b) => order.indexOf(a.held.why) - order.indexOf(b.held.why));
    const due = all.filter((alert) => alert.held === null);
    return [channelId, { due, held: held.slice(0, SHOWN), more: Math.max(0, held.length - SHOWN) }] as const;
  });
  const growthHours = growthIsUnknown ? GROWTH_WINDOW_MS / 3_600_000 : null;
  return { lookedAt, growthHours, channels: new Map(previews) };
});

type Previews = Awaited<ReturnType<typeof getAlertPreviews>>;
export type AlertPreview = NonNullable<ReturnType<Previews['channels']['get']>>;
