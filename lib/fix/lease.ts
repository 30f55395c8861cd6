import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AppError } from '#lib/errors.ts';
import { awsNow } from '#lib/store/clock.ts';
import { renewLease } from '#lib/store/fix-progress.ts';

/** A name for one piece of work in one process, such as `host:4711:9f…`. */
export function newOwner(): string {
  return `${hostname()}:${process.pid}:${randomUUID()}`;
}

export type Held = {
  /** To be asked right before writing to AWS. @throws AppError `conflict` when the lease was lost */
  confirm(): Promise<void>;
  release(): void;
};

/** Keeps a fix leased while this process lives; a killed process stops renewing, and the lease ends by itself. */
export function holdLease({ fixId, owner, seconds }: { fixId: string; owner: string; seconds: number }): Held {
  return keepRenewing({
    seconds,
    details: { fixId },
    renew: (writesAt) => renewLease({ fixId, owner, seconds, ...(writesAt && { writesAt }) }),
  });
}

/** @param renew given the time right before AWS is written; false: the lease was lost */
export function keepRenewing({
  seconds,
  details,
  renew,
}: {
  seconds: number;
  details: Record<string, string>;
  renew: (writesAt?: Date) => Promise<boolean>;
}): Held {
  const timer = setInterval(
    () => {
      // A renewal that fails shows in confirm(); nothing is written without it.
      renew().catch(() => undefined);
    },
    (seconds * 1000) / 3,
  );
  timer.unref();
  return {
    async confirm() {
      if (await renew(await awsNow())) return;
      throw new AppError('conflict', 'This was taken over by another process meanwhile. Look at its result.', {
        ...details,
        reason: 'leaseLost',
      });
    },
    release: () => clearInterval(timer),
  };
}
