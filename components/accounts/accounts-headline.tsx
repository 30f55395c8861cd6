import Link from 'next/link';
import { LookAgain } from '#components/collect/look-again.tsx';
import { StaleWords } from '#components/collect/stale-words.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { type AccountGlance, getAccountsOf } from '#lib/data/accounts.ts';
import { getPlaces, nameOfScope } from '#lib/data/scope.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { accessCounts, isLookedAt } from '#lib/guardrails/account-state.ts';
import { countUnits, ouTree } from '#lib/guardrails/ou-tree.ts';
import { formatCount } from '#lib/money/format.ts';
import { accessFinding } from './access-finding.ts';
import classes from './account.module.css';
import { CheckAccountsButton } from './check-accounts-button.tsx';
import { placeChoices } from './place-choices.ts';
import { PlaceSwitch } from './place-switch.tsx';

/** How many accounts there are, and into how many of them we cannot see. */
export async function AccountsHeadline({ scope, show }: { scope: Scope; show: string }) {
  const [{ items }, places, name] = await Promise.all([getAccountsOf(scope), getPlaces(scope), nameOfScope(scope)]);
  const lookedAt = items.filter(({ seen }) => isLookedAt(seen));
  const out = items.length - lookedAt.length;
  return (
    <PageHead
      bar={
        <>
          <PlaceSwitch
            path="/accounts"
            scope={scope}
            choices={placeChoices(places)}
            keep={{ show: show === 'all' ? undefined : show }}
          />
          <span className={classes.act}>
            {lookedAt.length > 1 && <CheckAccountsButton of={name} ou={scope.ou} />}
            <LookAgain />
          </span>
        </>
      }
      title={accessFinding(accessCounts(items.map(({ seen }) => seen)), name)}
      sub={
        <>
          <StaleWords />
          {lookedAt.length > 0 && `${placed(items)} `}
          {out > 0 && `${formatCount(out)} more ${out === 1 ? 'is' : 'are'} not looked at: left out, closed or gone. `}
          <Link href="/accounts/onboarding">How to connect an account</Link>
        </>
      }
    />
  );
}

/** "In 5 units, as their organization lists them.": as many as the tree shows. */
function placed(accounts: readonly AccountGlance[]): string {
  const units = countUnits(ouTree(accounts));
  const organized = accounts.some(({ managed }) => managed === 'organization');
  if (!organized) return 'Named by this server’s own credentials and settings.';
  return units === 0
    ? 'Listed by their organization.'
    : `In ${formatCount(units)} ${units === 1 ? 'unit' : 'units'}, as their organization lists them.`;
}

export function AccountsHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={34} width={260} />}
      title={<Bone height={38} width="min(100%, 520px)" />}
      sub={<Bone height={18} width="min(100%, 420px)" />}
    />
  );
}
