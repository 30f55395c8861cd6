import type { Incoming } from '../exchange.ts';
import type { Faults } from '../faults.ts';
import type { World } from '../world/world.ts';

/** A call of IAM Identity Center; nobody signs it. */
export type SsoCall = { world: World; faults: Faults; incoming: Incoming };
