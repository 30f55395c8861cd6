import { env } from '#lib/env.ts';
import { simulatedAwsEnvironment } from '#lib/server/environment.ts';
import { freePort } from '#lib/server/free-port.ts';
import { StartupError } from '#lib/server/startup-error.ts';
import { type Supervised, supervise } from '#lib/server/supervise.ts';

/**
 * Starts the simulated AWS and, when the store is empty, writes its past into it.
 * @returns what makes other children talk to it instead of AWS
 */
export async function startDemoAws({
  environment,
  noted,
  signal,
}: {
  environment: NodeJS.ProcessEnv;
  noted: (pid: number) => void;
  signal: AbortSignal;
}): Promise<{ aws: Supervised; additions: Record<string, string>; seeded: Promise<void> }> {
  const endpoint = `http://127.0.0.1:${await freePort({ except: env().PORT })}`;
  const additions = simulatedAwsEnvironment(endpoint);
  const aws = await supervise({ name: 'simulated-aws', environment: { ...environment, ...additions }, noted, signal });
  const seeded = aws.perform({ kind: 'seed' }).then((problem) => {
    if (problem) throw new StartupError(`The demo's history could not be written: ${problem}`);
  });
  return { aws, additions, seeded };
}
