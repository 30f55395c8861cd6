import { expect, test } from 'vitest';
import { whoseForecast } from './whose-forecast.ts';

const payer = { accountId: '1', linkedAccounts: ['1', '2', '3'] };
const alone = { accountId: '9', linkedAccounts: ['9'] };
const all = { account: undefined, ou: undefined, forecasts: ['1'], unread: 0, tellers: [payer] };

test.each([
  ['of all it is that of the one who pays for all', {}, { accountId: '1' }],
  ['of several Cost Explorers there is no sum', { forecasts: ['1', '9'] }, { why: 'several' }],
  ['one that could not be read would be missing', { unread: 1 }, { why: 'several' }],
  ['a payer’s holds for all of its accounts, not for itself', { account: '1' }, { why: 'ofAll' }],
  ['and not for one of them', { account: '2' }, { why: 'ofAll' }],
  ['nor for a unit', { ou: 'Root/Data' }, { why: 'ofAll' }],
  [
    'an account that pays for itself has its own',
    { account: '9', forecasts: ['9'], tellers: [alone] },
    { accountId: '9' },
  ],
  ['whether it pays for others is not known', { account: '9', forecasts: ['9'], tellers: [] }, { why: 'unread' }],
  ['none was read', { forecasts: [] }, { why: 'unread' }],
  ['none of its own was read', { account: '9', tellers: [payer, alone] }, { why: 'unread' }],
] as [string, object, object][])('%s', (_what, given, whose) => {
  expect(whoseForecast({ ...all, ...given })).toEqual(whose);
});
