import Link from 'next/link';
import { LookAgain } from '#components/collect/look-again.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { type AccountGlance, getAccountsOf } from '#lib/data/accounts.ts';
import { getPlaces, nameOfScope } from '#lib/data/scope.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { formatCount } from '#lib/money/format.ts';
import { placeChoices } from './place-choices.ts';
import { PlaceSwitch } from './place-switch.tsx';

/** How many accounts there are, and into how many of them we cannot see. */
export async function AccountsHeadline({ scope, show }: { scope: Scope; show: string }) {
  const [{ items }, places, name] = await Promise.all([getAccountsOf(scope), getPlaces(), nameOfScope(scope)]);
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
          <LookAgain />
        </>
      }
      title={sentence(lookedAt, name)}
      sub={
        <>
          {lookedAt.length > 0 && `${placed(lookedAt)} `}
          {out > 0 && `${formatCount(out)} more ${out === 1 ? 'is' : 'are'} not looked at: left out, closed or gone. `}
          <Link href="/accounts/onboarding">How to connect an account</Link>
        </>
      }
    />
  );
}

function sentence(accounts: readonly AccountGlance[], name: string | null): string {
  const of = (state: AccountGlance['seen']) => accounts.filter(({ seen }) => seen === state).length;
  const [unreachable, denied, untried] = [of('unreachable'), of('denied'), of('untried')];
  const all = counted(accounts.length);
  const where = name === null ? '' : ` of ${name}`;
  if (accounts.length === 0) return name === null ? 'No account is known yet.' : `No account${where} is looked at.`;
  if (unreachable > 0) {
    const also = denied > 0 ? `; in ${formatCount(denied)} more something is denied` : '';
    const many = accounts.length === 1 ? `The only account${where}` : `${formatCount(unreachable)} of ${all}${where}`;
    return `${many} cannot be reached${also}.`;
  }
  if (denied > 0) return `In ${formatCount(denied)} of ${all}${where} something is denied.`;
  if (untried === accounts.length) return `${all}${where}, not tried yet.`;
  return accounts.length === 1 ? `The only account${where} is seen whole.` : `All ${all}${where} are seen whole.`;
}

/** "In 5 units, listed by their organization." */
function placed(accounts: readonly AccountGlance[]): string {
  const units = new Set(accounts.filter(({ ou }) => ou.length > 0).map(({ ou }) => ou.join('/'))).size;
  const organized = accounts.some(({ managed }) => managed === 'organization');
  if (!organized) return 'Named by this server’s own credentials and settings.';
  return units === 0
    ? 'Listed by their organization.'
    : `In ${formatCount(units)} ${units === 1 ? 'unit' : 'units'}, as their organization lists them.`;
}

function counted(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'account' : 'accounts'}`;
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
