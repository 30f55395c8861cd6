'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 1000;
/** A worker that has not tried by then is not about to: the button is there. */
const mostTimes = 60;

/** Has the page read again until the worker, which tries the connection when it starts, has an answer. */
export function ReadUntilTried() {
  const router = useRouter();
  useEffect(() => {
    let times = 0;
    const timer = setInterval(() => {
      times += 1;
      if (times >= mostTimes) clearInterval(timer);
      router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
