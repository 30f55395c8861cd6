'use client';

import { NativeSelect } from '@mantine/core';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

export function AccountSwitch({
  account,
  accounts,
}: {
  account: string;
  accounts: { accountId: string; name: string }[];
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  if (accounts.length < 2) return <span />;
  return (
    <NativeSelect
      aria-label="Account"
      aria-busy={pending}
      size="sm"
      value={account}
      onChange={(event) => {
        const { value } = event.currentTarget;
        startTransition(() => router.push((value ? `/?account=${encodeURIComponent(value)}` : '/') as Route));
      }}
      data={[
        { value: '', label: `All ${accounts.length} accounts` },
        ...accounts.map(({ accountId, name }) => ({ value: accountId, label: name })),
      ]}
    />
  );
}
