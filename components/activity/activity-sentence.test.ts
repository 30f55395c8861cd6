import { expect, test } from 'vitest';
import { activitySentence } from './activity-sentence.ts';

const [media, gone] = ['537718204691', '999999999999'];
const names = new Map([[media, 'media']]);

test.each([
  ['collect.request', { kinds: [], accounts: [] }, 'asked for a look at all that was due'],
  ['account.exclude', {}, 'left account media out of every look'],
  ['account.include', {}, 'took account media in again'],
  ['collect.request', { kinds: ['guardrails'], accounts: [media] }, 'asked for a look at guardrails of account media'],
  ['collect.request', { kinds: ['guardrails'], accounts: [gone] }, `asked for a look at guardrails of account ${gone}`],
  [
    'collect.request',
    { kinds: ['guardrails'], accounts: [media, gone] },
    'asked for a look at guardrails of 2 accounts',
  ],
])('%s %o names its account', (action, detail, sentence) => {
  expect(activitySentence(action, detail, { accountId: media, names })).toBe(sentence);
});

test('an account without a name is told by its id', () => {
  expect(activitySentence('account.exclude', {}, { accountId: gone, names })).toBe(
    `left account ${gone} out of every look`,
  );
});
