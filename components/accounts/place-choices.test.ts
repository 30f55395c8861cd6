import { expect, test } from 'vitest';
import { placeChoices } from './place-choices.ts';

const core = { accountId: '1', name: 'core', ou: [] };
const media = { accountId: '2', name: 'media', ou: ['Prod'] };

test('units and accounts, with what stands behind an account where that is known', () => {
  expect(placeChoices([core, media], (accountId) => (accountId === '1' ? 4 : undefined))).toEqual([
    { value: '', label: 'All 2 accounts' },
    { value: '1', label: 'core (4)' },
    {
      group: 'Prod',
      items: [
        { value: 'ou:Prod', label: 'All of Prod (1 account)' },
        { value: '2', label: 'media' },
      ],
    },
  ]);
});

test('an account that is not looked at stands apart by its name, and is counted nowhere', () => {
  expect(placeChoices([core, { ...media, apart: true }])).toEqual([
    { value: '', label: 'All 1 account' },
    { value: '1', label: 'core' },
    { value: '2', label: 'media (not looked at)' },
  ]);
});
