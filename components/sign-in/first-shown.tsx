'use client';

import { type ReactNode, useState } from 'react';

/**
 * Keeps what was shown first. An action that writes a cookie has its page read again: a moment before the browser goes
 * on, somebody who just joined would be told that their link is none any more.
 */
export function FirstShown({ children }: { children: ReactNode }) {
  const [first] = useState(children);
  return first;
}
