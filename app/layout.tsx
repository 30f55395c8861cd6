import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { FixDialogs } from '#components/fix/fix-dialogs.tsx';
import { Shell } from '#components/navigation/shell.tsx';
import { Providers } from '#components/ui/providers.tsx';
import { ViewerProvider } from '#components/viewer/viewer-context.tsx';
import { getViewer } from '#lib/data/viewer.ts';

// The policy for scripts names a nonce of each request, so no part of a document can be made ahead of it.
export const instant = false;

export const metadata: Metadata = {
  title: { default: 'Straybytes', template: '%s · Straybytes' },
  description: 'The S3 bytes you pay for and cannot see.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#161513' },
  ],
};

export default function RootLayout({ children }: LayoutProps<'/'>) {
  return (
    <Suspense fallback={null}>
      <Document>{children}</Document>
    </Suspense>
  );
}

async function Document({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const viewer = await whoLooks();
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers>
          <ViewerProvider viewer={viewer ?? null}>
            <FixDialogs>
              <Shell viewer={viewer}>{children}</Shell>
            </FixDialogs>
          </ViewerProvider>
        </Providers>
      </body>
    </html>
  );
}

/** Undefined where the store does not answer: the page then says so, inside its frame. */
async function whoLooks() {
  try {
    return await getViewer();
  } catch (error) {
    unstable_rethrow(error);
    return undefined;
  }
}
