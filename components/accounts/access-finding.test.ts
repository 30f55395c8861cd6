import { expect, test } from 'vitest';
import { accessFinding } from './access-finding.ts';

const none = { lookedAt: 7, unreachable: 0, denied: 0, unread: 0, untried: 0, unguarded: 0 };

test.each([
  [{}, null, 'All 7 accounts are seen whole.'],
  [{}, 'Prod', 'All 7 accounts of Prod are seen whole.'],
  [{ denied: 3 }, null, 'In 3 of 7 accounts something is denied.'],
  [{ unreachable: 1 }, null, '1 of 7 accounts cannot be reached.'],
  [{ unread: 2 }, null, '2 of 7 accounts could not be read whole.'],
  [
    { unreachable: 2, denied: 1, unread: 1 },
    null,
    '2 of 7 accounts cannot be reached; in 1 more something is denied; 1 more could not be read whole.',
  ],
  [{ denied: 1, unread: 2 }, null, 'In 1 of 7 accounts something is denied; 2 more could not be read whole.'],
  [{ untried: 1 }, null, '1 of 7 accounts has not been tried yet.'],
  [{ untried: 7 }, null, '7 accounts, not tried yet.'],
  [{ unguarded: 1 }, null, 'The guardrails of 1 of 7 accounts have not been read yet.'],
  [{ lookedAt: 1, unguarded: 1 }, null, 'The guardrails of the only account have not been read yet.'],
  [{ lookedAt: 1, unread: 1 }, null, 'The only account could not be read whole.'],
  [{ lookedAt: 1, denied: 1 }, 'shop', 'In the only account of shop something is denied.'],
  [{ lookedAt: 1 }, 'shop', 'The only account of shop is seen whole.'],
  [{ lookedAt: 0 }, null, 'No account is known yet.'],
  [{ lookedAt: 0 }, 'shop', 'No account of shop is looked at.'],
])('%o of %s', (counts, name, says) => {
  expect(accessFinding({ ...none, ...counts }, name)).toBe(says);
});
