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

/** Forgets everything whose name begins so; all of it by default. */
memoryOf.forget = (prefix = ''): void => {
  if (prefix === '') forgetConfigured();
  for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
};
