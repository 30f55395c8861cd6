'use client';

import { Button } from '@mantine/core';

/** A plain link: what answers is another server, and what it answers with is a form of its own. */
export function ProviderButton({
  kind,
  label,
  to,
  verb = 'Sign in with',
}: {
  kind: 'oidc' | 'saml';
  label: string;
  to: string;
  verb?: string;
}) {
  return (
    <Button
      component="a"
      variant="default"
      size="md"
      href={`/api/auth/${kind}/login?${new URLSearchParams({ to }).toString()}`}
    >
      {verb} {label}
    </Button>
  );
}
