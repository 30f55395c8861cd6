import { AsyncLocalStorage } from 'node:async_hooks';

// Survives Next's module reloading, and is the same for pages and for calls, which Next bundles apart.
const holder = globalThis as typeof globalThis & { straybytesOrigin?: AsyncLocalStorage<string> };
holder.straybytesOrigin ??= new AsyncLocalStorage<string>();
const origin = holder.straybytesOrigin;

/** Runs work that was asked for from an address: whatever it records says so. */
export function fromAddress<T>(address: string, work: () => T): T {
  return origin.run(address, work);
}

/** Where the work that runs now was asked from; null: nowhere, such as by a schedule. */
export function addressOfWork(): string | null {
  return origin.getStore() || null;
}
