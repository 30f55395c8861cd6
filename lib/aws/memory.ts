import { forgetConfigured, s3Endpoint, stsEndpoint } from './endpoint.ts';

const kept = new Map<string, unknown>();

/**
 * What this process remembers of its connections (clients, credentials, identities), per endpoint, so that a changed
 * endpoint starts afresh.
 */
export function memoryOf<T>(name: string, make: () => T): T {
  const key = `${name} @ ${s3Endpoint() ?? 'aws'} ${stsEndpoint() ?? ''}`;
  // The name decides the type: each is used in one place only.
  const held = kept.get(key) as T | undefined;
  if (held !== undefined) return held;
  const made = make();
  kept.set(key, made);
  return made;
}

/** Forgets everything whose name begins so; all of it by default. @returns whether there was any */
memoryOf.forget = (prefix = ''): boolean => {
  if (prefix === '') forgetConfigured();
  const names = [...kept.keys()].filter((key) => key.startsWith(prefix));
  for (const name of names) kept.delete(name);
  return names.length > 0;
};

/**
 * Likewise, of the newest `most` of a kind: an organization has hundreds of accounts, each asked for a moment only. Whoever
 * holds one that is forgotten goes on with it.
 */
export function recentOf<T>({ kind, name, most }: { kind: string; name: string; most: number }, make: () => T): T {
  const held = memoryOf<Map<string, T>>(`recent ${kind}`, () => new Map());
  const value = held.get(name) ?? make();
  held.delete(name);
  held.set(name, value);
  for (const oldest of held.keys()) {
    if (held.size <= most) break;
    held.delete(oldest);
  }
  return value;
}

/** Forgets those of every kind whose name begins so. */
recentOf.forget = (prefix: string): void => {
  for (const [key, held] of kept) {
    if (!key.startsWith('recent ') || !(held instanceof Map)) continue;
    for (const name of held.keys()) if (String(name).startsWith(prefix)) held.delete(name);
  }
};
