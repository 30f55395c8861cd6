import { hashOf } from '../random.ts';
import { ServiceFailure } from '../service-failure.ts';
import { badToken } from './failure.ts';

/** A token names the request it belongs to and how far it came. */
export function tokenFor(request: object, offset: number): string {
  return Buffer.from(JSON.stringify({ of: fingerprint(request), offset })).toString('base64');
}

/** Where to go on. @throws ServiceFailure for a token of nobody, or of another request. */
export function offsetOf(request: object, token: string | undefined): number {
  if (token === undefined) return 0;
  const read = readToken(token);
  if (!read) throw badToken();
  if (read.of === fingerprint(request)) return read.offset;
  throw new ServiceFailure({
    status: 400,
    code: 'RequestChangedException',
    message: 'Your request parameters changed between pages. Try again with the old parameters or without a token.',
  });
}

/** A page of a list and the token for the next one. */
export function page<T>(items: readonly T[], of: { request: object; token: string | undefined; size: number }) {
  const offset = offsetOf(of.request, of.token);
  const end = offset + of.size;
  return { items: items.slice(offset, end), next: end < items.length ? tokenFor(of.request, end) : undefined };
}

function fingerprint(request: object): number {
  const rest = Object.entries(request).filter(([name]) => !/^Next(Page)?Token$/.test(name));
  return hashOf(JSON.stringify(Object.fromEntries(rest)));
}

function readToken(token: string): { of: number; offset: number } | null {
  try {
    const { of, offset } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return Number.isInteger(of) && Number.isInteger(offset) ? { of, offset } : null;
  } catch {
    return null;
  }
}
