import { SignOnRefusal } from './problem.ts';

/** How long a provider may take for one answer. */
const ANSWER_WITHIN_MS = 10_000;

/** Asks a provider for JSON; redirects are not followed. @throws SignOnRefusal `provider` */
export async function askProvider(url: string, init: RequestInit = {}): Promise<unknown> {
  const place = new URL(url);
  const named = `${place.host}${place.pathname}`;
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(url, { ...init, redirect: 'error', signal });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && body !== null) return body;
    throw new SignOnRefusal('provider', `${named} answered ${response.status}${errorIn(body)}`);
  } catch (cause) {
    if (cause instanceof SignOnRefusal) throw cause;
    throw new SignOnRefusal('provider', `${named} did not answer: ${reasonOf(cause)}`, cause);
  }
}

/** Only the code: a description may quote what was sent. */
function errorIn(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'string' ? `, ${error.slice(0, 60)}` : '';
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  return inner instanceof Error ? inner.message.slice(0, 120) : 'unknown';
}
