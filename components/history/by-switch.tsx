import type { Route } from 'next';
import { LinkSwitch } from '#components/ui/link-switch.tsx';

const choices = [
  { by: 'account', label: 'Accounts', href: '/' },
  { by: 'bucket', label: 'Buckets', href: '/?by=bucket' },
] as const satisfies { by: string; label: string; href: Route }[];

/** Whether the picture is split by account or by bucket. */
export function BySwitch({ by }: { by: 'account' | 'bucket' }) {
  return (
    <LinkSwitch
      label="Split the picture by"
      choices={choices.map((choice) => ({ ...choice, current: choice.by === by }))}
    />
  );
}
