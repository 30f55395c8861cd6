/** A process of its own that creates or undoes a starter budget, for tests that kill it. Arguments: `apply`, `undo <starterId>`. */
import { applyStarterBudget } from './starter-budget-apply.ts';
import { undoStarterBudget } from './starter-budget-undo.ts';

const pace = { leaseSeconds: 20, settleMs: 1000 };
const [verb, starterId = ''] = process.argv.slice(2);
if (verb === 'undo') await undoStarterBudget({ starterId, actor: 'killed', pace });
else {
  const input = { accountId: '111122223333', amountUsd: 5, name: 'first', emails: ['ann@example.com'] };
  await applyStarterBudget({ ...input, actor: 'killed', pace });
}
process.exit(0);
