'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';

const StarterDialog = lazy(() => import('./starter-dialog.tsx').then((module) => ({ default: module.StarterDialog })));

export type AccountChoice = { accountId: string; accountName: string };

const OpenContext = createContext<(accounts: AccountChoice[], accountId?: string) => void>(() => undefined);

/** Opens the dialog for a starter budget, with an account chosen or not. Its code is fetched with the first click. */
export function useStarterDialog(): (accounts: AccountChoice[], accountId?: string) => void {
  return useContext(OpenContext);
}

/** Above the page's content, so that the dialog outlives the button that opened it: the account has a budget then. */
export function StarterDialogs({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<{ accounts: AccountChoice[]; accountId: string | undefined } | null>(null);
  const [opening, setOpening] = useState(0);
  const opener = useRef<Element | null>(null);

  function open(accounts: AccountChoice[], accountId?: string) {
    opener.current = document.activeElement;
    setOpened({ accounts, accountId });
    setOpening((count) => count + 1);
  }

  /** The focus goes back to the button that opened it, or to the page when that is gone. */
  function close() {
    setOpened(null);
    const button = opener.current;
    const next = button instanceof HTMLElement && button.isConnected ? button : document.getElementById('content');
    next?.focus({ preventScroll: true });
  }

  return (
    <OpenContext value={open}>
      {children}
      <Suspense>{opened && <StarterDialog key={opening} {...opened} onClose={close} />}</Suspense>
    </OpenContext>
  );
}
