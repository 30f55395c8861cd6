/**
 * How many calls may be in flight: a global number in this worker, and per account and region a number that begins
 * small, grows while answers come, and halves when AWS asks to slow down. A call that hangs lends its global place to
 * others, so that one hung region holds up nobody else.
 */
export type Gate = {
  /** Runs `call` when there is room. */
  run<T>(call: () => Promise<T>): Promise<T>;
  observe(outcome: 'ok' | 'throttled' | 'timeout'): void;
  /** So many timeouts in a row that the region is given up for now. */
  isHung(): boolean;
};

export type Places = { take(): Promise<void>; give(): void };

const FIRST_LIMIT = 8;
const COOL_DOWN_MS = 1_000;
/** A call this slow no longer counts for the others. */
const STALLED_MS = 2_000;
const TIMEOUTS_TO_GIVE_UP = 3;

/** A counting semaphore, first come first served. */
export function places(count: () => number): Places {
  let taken = 0;
  const waiting: (() => void)[] = [];
  let head = 0;
  const admit = () => {
    while (taken < count() && head < waiting.length) {
      taken += 1;
      waiting[head]?.();
      head += 1;
    }
    if (head > 1024 && head * 2 > waiting.length) {
      waiting.splice(0, head);
      head = 0;
    }
  };
  return {
    take() {
      if (taken < count() && head === waiting.length) {
        taken += 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      });
    },
    give() {
      taken -= 1;
      admit();
    },
  };
}

export function createGate({
  global,
  most,
  now = Date.now,
}: {
  global: Places;
  most: number;
  now?: () => number;
}): Gate {
  let limit = Math.min(FIRST_LIMIT, most);
  let everThrottled = false;
  let coolUntil = 0;
  let timeouts = 0;
  const flights = new Set<{ since: number; lent: boolean }>();
  let watching: NodeJS.Timeout | null = null;
  // One timer for all: one a call would cost as much as signing it.
  const watch = () => {
    watching ??= setInterval(() => {
      for (const flight of flights) {
        if (flight.lent || now() - flight.since < STALLED_MS) continue;
        flight.lent = true;
        global.give();
      }
      if (flights.size > 0 || watching === null) return;
      clearInterval(watching);
      watching = null;
    }, STALLED_MS / 4);
  };
  const own = places(() => Math.max(1, Math.floor(limit)));
  return {
    async run(call) {
      await own.take();
      await global.take();
      const flight = { since: now(), lent: false };
      flights.add(flight);
      watch();
      try {
        return await call();
      } finally {
        flights.delete(flight);
        if (!flight.lent) global.give();
        own.give();
      }
    },
    observe(outcome) {
      if (outcome === 'timeout') {
        timeouts += 1;
        return;
      }
      if (outcome === 'ok') {
        timeouts = 0;
        if (now() >= coolUntil) limit = Math.min(most, limit + (everThrottled ? 1 / limit : 1));
        return;
      }
      if (now() < coolUntil) return;
      everThrottled = true;
      limit = Math.max(1, limit / 2);
      coolUntil = now() + COOL_DOWN_MS;
    },
    isHung: () => timeouts >= TIMEOUTS_TO_GIVE_UP,
  };
}
