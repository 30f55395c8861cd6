import { getAnomalies, getAnomalyMonitors } from '#lib/aws/get-anomalies.ts';
import { addDays, dayOf } from '#lib/spend/calendar.ts';
import type { SpendCollector } from '../collector.ts';
import { readUncovered } from '../uncovered.ts';

/** AWS keeps anomalies for 90 days. */
const KEPT_DAYS = 90;

/** What Cost Anomaly Detection found, where somebody set up a monitor. */
export const anomaliesCollector = {
  kind: 'anomalies',
  title: 'cost anomalies',
  actions: ['ce:GetAnomalyMonitors', 'ce:GetAnomalies'],
  read: (context) =>
    readUncovered({
      context,
      kind: 'anomalies',
      read: async (target) => {
        const monitors = await getAnomalyMonitors(target);
        if (monitors.length === 0) return { state: 'none', currency: null, data: { monitors: 0, anomalies: [] } };
        const to = dayOf(context.now);
        const anomalies = await getAnomalies({ target, monitors, from: addDays(to, 1 - KEPT_DAYS), to });
        return { state: 'ok', currency: null, data: { monitors: monitors.length, anomalies } };
      },
    }),
} as const satisfies SpendCollector;
