import { type ConnectionStatus, connectionStatus } from '#lib/aws/accounts.ts';
import { forgetIdentity } from '#lib/aws/identity.ts';
import { storeConnection } from '#lib/store/connection.ts';

/**
 * Asks afresh whether AWS can be reached and stores the answer, which is what pages show. Calls STS, which is free; a
 * server without STS is asked for its buckets. For the worker and for clicks, never for a page view.
 */
export async function testConnection(): Promise<ConnectionStatus> {
  forgetIdentity();
  const status = await connectionStatus();
  await storeConnection(status);
  return status;
}
