import { StartupError } from '#lib/server/startup-error.ts';

/** Why HOST:PORT cannot be listened on, for a person. */
export function portProblem({
  error,
  host,
  port,
}: {
  error: NodeJS.ErrnoException;
  host: string;
  port: number;
}): StartupError {
  const reason =
    error.code === 'EADDRINUSE'
      ? 'is in use by another program. Stop that, or set another PORT'
      : error.code === 'EACCES'
        ? 'may only be opened by root. Set a PORT above 1023'
        : `cannot be opened (${error.code ?? error.message})`;
  return new StartupError(`Port ${port} on ${host} ${reason}.`, error);
}
