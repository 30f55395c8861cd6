import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validConfiguration } from './arbitrary-rule.test-support.ts';
import { unknownFields } from './unknown-fields.ts';

it('are none in any rule of today', () => {
  fc.assert(
    fc.property(validConfiguration, ({ rules }) => {
      expect(rules.flatMap(unknownFields)).toEqual([]);
    }),
  );
});

it('are named by their path, wherever they are', () => {
  const rule = {
    Status: 'Enabled',
    FutureAction: { Deep: 1 },
    constructor: 'x',
    Absent: undefined,
    Expiration: { Days: 1, Future: null },
    Filter: { And: { Tags: [{ Key: 'a', Value: 'b', Future: 1 }], ObjectAge: 3 } },
    Transitions: [
      { Days: 1, Future: 1 },
      { Days: 2, Future: 2 },
    ],
  };
  expect(unknownFields(rule)).toEqual([
    'FutureAction',
    'constructor',
    'Expiration.Future',
    'Filter.And.Tags.Future',
    'Filter.And.ObjectAge',
    'Transitions.Future',
  ]);
});
