import { Suspense } from 'react';
import { placeChoices } from '#components/accounts/place-choices.ts';
import { PlaceSwitch } from '#components/accounts/place-switch.tsx';
import { LookAgain } from '#components/collect/look-again.tsx';
import type { OverviewScope } from '#lib/data/overview-query.ts';
import { getPlaces } from '#lib/data/scope.ts';

export function OverviewBar({ scope }: { scope: OverviewScope }) {
  return (
    <>
      <Suspense>
        <Places scope={scope} />
      </Suspense>
      <Suspense>
        <LookAgain />
      </Suspense>
    </>
  );
}

async function Places({ scope: { account, ou } }: { scope: OverviewScope }) {
  return <PlaceSwitch path="/" scope={{ account, ou }} choices={placeChoices(await getPlaces({ account }))} />;
}
