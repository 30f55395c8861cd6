import { LinkSwitch } from '#components/ui/link-switch.tsx';

/** Who comes by themselves, and what comes for them. */
export function PeopleSwitch({ of }: { of: 'people' | 'tokens' }) {
  return (
    <LinkSwitch
      label="Who may come"
      choices={[
        { label: 'People', href: '/people', current: of === 'people' },
        { label: 'API tokens', href: '/people/tokens', current: of === 'tokens' },
      ]}
    />
  );
}
