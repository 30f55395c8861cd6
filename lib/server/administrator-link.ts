import { LONG_API_TOKEN } from '#lib/auth/bearer.ts';
import { firstAdministratorLink, linkBase } from '#lib/auth/invitations.ts';
import { isOpen } from '#lib/auth/open.ts';
import { env, isLoopback, resetEnv } from '#lib/env.ts';
import { closeDatabase } from '#lib/store/database.ts';
import { administratorExists } from '#lib/store/people.ts';

/** A link for a new administrator, over the database at `url`: valid once, for an hour; voids those before it. */
export async function administratorLink(url: string): Promise<string> {
  return withStore(url, async () => `${linkBase()}/join/${(await firstAdministratorLink()).token}`);
}

/**
 * What a start says of sign-in, line by line; nothing once there is an administrator and all is well. The demo is open to
 * whoever sits at it: a link is for where somebody has to sign in.
 */
export async function signInWords({ url, demo }: { url: string; demo: boolean }): Promise<string[]> {
  const { HOST, TRUSTED_ORIGIN, API_TOKEN } = env();
  const lines: string[] = [];
  if (!isLoopback(HOST) && !TRUSTED_ORIGIN?.startsWith('https:'))
    lines.push(
      `! ${HOST} is reached by other machines over plain http: passwords can be read on the way. Put a proxy with TLS in front and name it in TRUSTED_ORIGIN.`,
    );
  if (API_TOKEN !== undefined && API_TOKEN.length < LONG_API_TOKEN)
    lines.push(
      `! API_TOKEN has fewer than ${LONG_API_TOKEN} characters: it can be guessed. Make one with, for example, openssl rand -hex 32.`,
    );
  const [known, open] = await withStore(url, () => Promise.all([administratorExists(), isOpen()]));
  if (known || (demo && open)) return lines;
  return [...lines, `→ first administrator, once, within an hour: ${await administratorLink(url)}`];
}

async function withStore<T>(url: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = url;
  resetEnv();
  try {
    return await work();
  } finally {
    await closeDatabase();
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
    resetEnv();
  }
}
