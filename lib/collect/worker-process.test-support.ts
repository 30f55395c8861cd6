/** A worker in a process of its own, for tests that kill it. */
import { fixPolicy } from '#lib/fix/actions.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker({ fixPolicy, onError: (error) => console.error(error) });
process.send?.('ready');
process.on('message', async (message) => {
  if (message !== 'stop') return;
  await worker.stop();
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
