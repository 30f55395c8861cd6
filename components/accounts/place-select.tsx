'use client';

import { NativeSelect } from '@mantine/core';
import type { Scope } from '#lib/data/scope-query.ts';
import { type PlaceChoices, placeOf, placeValue } from './place-choices.ts';

/** One choice of an account or of a unit with all below it; not there where there is nothing to choose. */
export function PlaceSelect({
  scope,
  choices,
  onChange,
}: {
  scope: Scope;
  choices: PlaceChoices;
  onChange: (scope: Scope) => void;
}) {
  const value = placeValue(scope);
  // "All", and one account: that is no choice. What the address says is shown all the same.
  if (choices.length < 3 && value === '') return null;
  const known = choices.some((choice) =>
    'group' in choice ? choice.items.some((item) => item.value === value) : choice.value === value,
  );
  const data = known ? choices : [...choices, { value, label: scope.account ?? scope.ou ?? '' }];
  return (
    <NativeSelect
      aria-label="By account or unit"
      value={value}
      onChange={(event) => onChange(placeOf(event.currentTarget.value))}
      data={data}
    />
  );
}
