import { placeChoices } from '#components/accounts/place-choices.ts';
import { PlaceSwitch } from '#components/accounts/place-switch.tsx';
import { getPlaces } from '#lib/data/scope.ts';
import type { Scope } from '#lib/data/scope-query.ts';

/** Narrows what happened to an account or a unit. */
export async function ActivityPlaces({ scope: { account, ou } }: { scope: Scope }) {
  return <PlaceSwitch path="/activity" scope={{ account, ou }} choices={placeChoices(await getPlaces())} />;
}
