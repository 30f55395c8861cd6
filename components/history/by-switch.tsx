import type { Route } from 'next';
import { LinkSwitch } from '#components/ui/link-switch.tsx';
import type { OverviewScope } from '#lib/data/overview-query.ts';
import { scopeSearch } from '#lib/data/scope-query.ts';

const choices = [
  { by: 'account', label: 'Accounts' },
  { by: 'bucket', label: 'Buckets' },
] as const;

/** Whether the picture is split by account or by bucket. */
export function BySwitch({ scope: { by, account, ou } }: { scope: OverviewScope }) {
  const href = (split: string) => {
    const search = [scopeSearch({ account, ou }), split === 'account' ? '' : `by=${split}`].filter(Boolean).join('&');
    return (search ? `/?${search}` : '/') as Route;
  };
  return (
    <LinkSwitch
      label="Split the picture by"
      choices={choices.map((choice) => ({ ...choice, href: href(choice.by), current: choice.by === by }))}
    />
  );
}
