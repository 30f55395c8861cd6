/**
 * AWS's clock as seen in the `Date` header of its answers, so that ages and deadlines do not depend on the machine's
 * clock. The header has whole seconds: the middle of the second is taken.
 */
let offset: number | null = null;

/** Notes the `Date` header of an answer that came just now. */
export function observeDate(header: string | undefined, receivedAt = Date.now()): void {
  if (!header) return;
  const then = Date.parse(header);
  if (Number.isNaN(then)) return;
  offset = then + 500 - receivedAt;
}

/** Milliseconds that AWS's clock is ahead of this machine's (negative: behind); null before the first answer. */
export function measuredOffsetMs(): number | null {
  return offset;
}

/** Forgets the measurement, as a fresh process would. */
export function forgetOffset(): void {
  offset = null;
}
