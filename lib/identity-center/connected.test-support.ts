import { memoryOf } from '#lib/aws/memory.ts';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '#lib/demo/server.ts';
import { decide } from '#lib/demo/sso/control.ts';
import { demoStartUrl } from '#lib/demo/sso/portal-url.ts';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { pollConnection } from './poll-connection.ts';
import { startConnection } from './start-connection.ts';

export const place = { startUrl: demoStartUrl, region: 'us-east-1' };
export const session = { sessionId: 'session-1', personId: 'person-1', actor: 'sora' };

export type SsoWorld = {
  aws: SimulatedAws;
  /** Lets the next question be due at once. */
  due(): Promise<void>;
  /** Connects a session as somebody of the demo's directory. */
  connect(person: string, whose?: typeof session): Promise<void>;
  close(): Promise<void>;
};

/** The demo's organization with its directory, with its buckets or none, and an empty store. */
export async function ssoWorld({ buckets = true } = {}): Promise<SsoWorld> {
  const store = await testDatabase();
  const empty: typeof seededOrganization = (birth) => ({ ...seededOrganization(birth), buckets: [] });
  const aws = await startSimulatedAws({ organization: buckets ? seededOrganization : empty });
  Object.assign(process.env, {
    APP_SECRET: 'a secret of at least thirty-two characters',
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: demoAccessKeyId,
    AWS_SECRET_ACCESS_KEY: demoSecretKey,
    AWS_REGION: 'us-east-1',
  });
  resetEnv();
  memoryOf.forget();
  const due = async () => {
    await database().pool.query("UPDATE identity_center_connection SET next_poll_at = now() - interval '1 second'");
  };
  return {
    aws,
    due,
    async connect(person, whose = session) {
      const started = await startConnection({ ...place, ...whose });
      if (started.state !== 'pending') throw new Error(started.state);
      decide(aws.world, { userCode: started.userCode, person });
      await due();
      const { state } = await pollConnection(whose);
      if (state !== 'connected') throw new Error(state);
    },
    async close() {
      await aws.close();
      await store.drop();
      for (const name of ['APP_SECRET', 'AWS_ENDPOINT_URL']) delete process.env[name];
      resetEnv();
    },
  };
}
