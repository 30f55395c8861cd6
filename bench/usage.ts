import { z } from 'zod';

/** What a process has taken so far. */
export const usageSchema = z.object({
  /** CPU seconds of all its threads. */
  cpuSeconds: z.number(),
  /** The most memory it ever held, in bytes. */
  peakRss: z.number(),
});

export type Usage = z.infer<typeof usageSchema>;

export function usageNow(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuSeconds: (user + system) / 1e6, peakRss: process.resourceUsage().maxRSS * 1024 };
}
