/** The worker alone, without what the launcher adds. */
import { startWorker } from '#lib/collect/worker.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { closeDatabase } from '#lib/store/database.ts';
import { answerQuestions } from './program.ts';
import { usageNow } from './usage.ts';

const worker = await startWorker({ fixPolicy, owner: 'bench' });
answerQuestions({ usage: usageNow }, async () => {
  await worker.stop();
  await closeDatabase();
});
