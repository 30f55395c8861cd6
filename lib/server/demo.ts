import { z } from 'zod';
import { simulatedAwsEnvironment } from '#lib/server/environment.ts';
import { freePort } from '#lib/server/free-port.ts';
import { StartupError } from '#lib/server/startup-error.ts';
import { type Supervised, supervise } from '#lib/server/supervise.ts';

const stateSchema = z.object({
  organization: z.object({ accounts: z.array(z.object({ id: z.string(), name: z.string() })).min(1) }),
});

/**
 * Starts the simulated AWS and, when the store is empty, writes its past into it.
 * @returns what makes other children talk to it instead of AWS
 */
export async function startDemoAws({
  environment,
  noted,
}: {
  environment: NodeJS.ProcessEnv;
  noted: (pid: number) => void;
}): Promise<{ aws: Supervised; additions: Record<string, string>; seeded: Promise<void> }> {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const additions = simulatedAwsEnvironment(endpoint);
  const aws = await supervise({ name: 'simulated-aws', environment: { ...environment, ...additions }, noted });
  const [, ...members] = await accountsOf(endpoint);
  const seeded = aws.perform({ kind: 'seed' }).then((problem) => {
    if (problem) throw new StartupError(`The demo's history could not be written: ${problem}`);
  });
  return {
    aws,
    additions: { ...additions, MEMBER_ACCOUNTS: members.map(({ id, name }) => `${id}:${name}`).join(',') },
    seeded,
  };
}

/** The management account first: its credentials are the ambient ones. */
async function accountsOf(endpoint: string): Promise<{ id: string; name: string }[]> {
  const response = await fetch(`${endpoint}/_simulated/state`);
  return stateSchema.parse(await response.json()).organization.accounts;
}
