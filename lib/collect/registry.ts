import type { Collector } from './collector.ts';
import { lifecycleCollector } from './collectors/lifecycle.ts';
import { uploadsCollector } from './collectors/uploads.ts';

/** Every collector. Adding one is its file, its test and a line here. */
export const collectors: readonly Collector[] = [uploadsCollector, lifecycleCollector];
