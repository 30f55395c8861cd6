'use client';

import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { FixDialogs } from '#components/fix/fix-dialogs.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

/** A client component because functions cannot be handed to MantineProvider from the server. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariablesResolver}>
      <FixDialogs>{children}</FixDialogs>
    </MantineProvider>
  );
}
