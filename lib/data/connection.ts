import { connectionStatus } from '#lib/aws/accounts.ts';
import { readPolicy } from '#lib/collect/policy.ts';
import { env } from '#lib/env.ts';
import { requireViewer } from '#lib/session.ts';

/** Whether AWS can be reached with what this process has. Asks STS, which is free; only pages without data do. */
export async function getConnection() {
  await requireViewer();
  return { status: await connectionStatus(), readRole: env().READ_ROLE_NAME };
}

/** The policy to attach, made from what the collectors declare. */
export async function getReadPolicy(): Promise<string> {
  await requireViewer();
  return JSON.stringify(readPolicy(), null, 2);
}
