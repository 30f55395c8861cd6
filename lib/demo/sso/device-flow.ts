import { randomBytes, randomInt } from 'node:crypto';

/** A client registers for 90 days, a code is good for 10 minutes, a token for 8 hours or, where it can be renewed, one. */
export const REGISTRATION_SECONDS = 90 * 86_400;
export const DEVICE_SECONDS = 600;
export const INTERVAL_SECONDS = 5;
export const TOKEN_SECONDS = 8 * 3600;
export const RENEWABLE_TOKEN_SECONDS = 3600;
export const SLOW_DOWN_SECONDS = 5;

/** Times are on this machine's clock, in milliseconds: who holds a token compares it with theirs. */
export type RegisteredClient = { secret: string; scopes: readonly string[]; until: number };
export type Device = {
  userCode: string;
  clientId: string;
  until: number;
  intervalMs: number;
  polledAt: number | null;
  state: 'asked' | 'allowed' | 'denied' | 'used';
  person: string | null;
};
export type Bearer = { person: string; clientId: string; until: number };

/** Everything that was handed out; gone when the process ends, as people then sign in again. */
export type DeviceFlow = {
  clients: Map<string, RegisteredClient>;
  devices: Map<string, Device>;
  tokens: Map<string, Bearer>;
  refreshTokens: Map<string, Bearer>;
  /** By the code that a person reads; undefined for one that is not waiting. */
  waiting(userCode: string): Device | undefined;
};

export function createDeviceFlow(): DeviceFlow {
  const devices = new Map<string, Device>();
  return {
    clients: new Map(),
    devices,
    tokens: new Map(),
    refreshTokens: new Map(),
    waiting: (userCode) =>
      [...devices.values()].find(
        (device) =>
          device.userCode === userCode.trim().toUpperCase() && device.state === 'asked' && device.until > Date.now(),
      ),
  };
}

export function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(24).toString('base64url')}`;
}

const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** Such as `QWRT-HJKL`. */
export function newUserCode(): string {
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
