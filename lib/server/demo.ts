import { z } from 'zod';
import { env } from '#lib/env.ts';
import { simulatedAwsEnvironment } from '#lib/server/environment.ts';
import { freePort } from '#lib/server/free-port.ts';
import { StartupError } from '#lib/server/startup-error.ts';
import { type Supervised, supervise } from '#lib/server/supervise.ts';

const stateSchema = z.object({
  managementAccountId: z.string(),
  accounts: z.array(z.object({ id: z.string(), name: z.string() })),
});

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
  return {
    aws,
    additions: { ...additions, MEMBER_ACCOUNTS: await memberAccounts(endpoint) },
    seeded,
  };
}

/** All but the management account, whose credentials are the ambient ones. */
async function memberAccounts(endpoint: string): Promise<string> {
  const response = await fetch(`${endpoint}/_simulated/state`);
  const { managementAccountId, accounts } = stateSchema.parse(await response.json());
  const members = accounts.filter(({ id }) => id !== managementAccountId);
  return members.map(({ id, name }) => `${id}:${name}`).join(',');
}
