import { placeChoices } from '#components/accounts/place-choices.ts';
import { PlaceSwitch } from '#components/accounts/place-switch.tsx';
import type { ActivityQuery } from '#lib/data/activity.ts';
import { getPlaces } from '#lib/data/scope.ts';

/** Narrows what happened to an account or a unit. */
export async function ActivityPlaces({ query: { account, ou, cursor: _cursor, ...keep } }: { query: ActivityQuery }) {
  return (
    <PlaceSwitch
      path="/activity"
      scope={{ account, ou }}
      choices={placeChoices(await getPlaces({ account }))}
      keep={keep}
    />
  );
}
