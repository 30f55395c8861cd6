/** Why Straybytes cannot start, in one line that a person can act on; the launcher prints it and exits with 1. */
export class StartupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message.replaceAll(/\s*\n\s*/g, ' ').trim(), cause === undefined ? undefined : { cause });
    this.name = 'StartupError';
  }
}
