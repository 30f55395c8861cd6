'use client';

import { catchError } from 'next/error';
import type { ReactNode } from 'react';

function Fallback({ instead }: { instead: ReactNode }) {
  return instead;
}

/** Where its content fails, shows something instead: the frame of a page must not fall with what it counts. */
export const QuietFailure = catchError(Fallback);
