import { memoryOf } from './memory.ts';
import type { AwsTarget } from './target.ts';

type Asked = Pick<AwsTarget, 'accountId' | 'power' | 'as'>;

/** Remembers as which session calls in an account are made, for the errors that name nobody. */
export function rememberRole({ accountId, power }: Asked, session: string): void {
  roles().set(`${accountId} ${power}`, session);
}

/** ARN of our session in an account; undefined where the own credentials serve, or a person's. */
export function enteredRole({ accountId, power, as }: Asked): string | undefined {
  return as ? undefined : roles().get(`${accountId} ${power}`);
}

function roles(): Map<string, string> {
  return memoryOf('entered roles', () => new Map<string, string>());
}
