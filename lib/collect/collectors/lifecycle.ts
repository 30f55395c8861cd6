import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import type { Collector } from '../collector.ts';

/** The lifecycle configuration of each bucket. */
export const lifecycleCollector = {
  kind: 'lifecycle',
  title: 'lifecycle rules',
  actions: ['s3:GetLifecycleConfiguration'],
} as const satisfies Collector;

export const lifecycleRules = getLifecycle;
