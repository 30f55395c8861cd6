/** A process of its own that applies or undoes one fix, for tests that kill it. Arguments: `apply <bucket>`, `undo <fixId>`. */
import { applyFix } from './apply.ts';
import { planFix } from './plan.ts';
import { undoFix } from './undo.ts';

const pace = { beforeMs: 20, afterMs: 20, equalReads: 3, readBackMs: 30_000, propagationMs: 800, leaseSeconds: 20 };
const [verb, subject = ''] = process.argv.slice(2);
if (verb === 'undo') await undoFix({ fixId: subject, actor: 'killed', pace });
else {
  const request = { accountId: '111122223333', bucket: subject, days: 7, removeExpiredDeleteMarkers: false };
  const { fingerprint } = await planFix(request);
  await applyFix({ ...request, fingerprint, actor: 'killed', pace });
}
process.exit(0);
