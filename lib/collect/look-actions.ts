import { lifecycleCollector } from './collectors/lifecycle.ts';
import { uploadsCollector } from './collectors/uploads.ts';

/** What a look at buckets takes, so that it can be done as oneself. */
export const lookActions: readonly string[] = [...uploadsCollector.actions, ...lifecycleCollector.actions];
