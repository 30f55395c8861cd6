import { createHash, timingSafeEqual } from 'node:crypto';
import { viewerOfToken } from '#lib/auth/api-tokens.ts';
import { localViewer } from '#lib/auth/current-viewer.ts';
import { checkAll, giveBackAll, limits, takeAll } from '#lib/auth/limits.ts';
import { recordPeople } from '#lib/auth/record.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

/** An API_TOKEN of fewer characters can be guessed. */
export const LONG_API_TOKEN = 32;

type Tried = { token: string; hash: string; address: string };

/** Hashes of the tokens that this process has let in: who brings one again does not guess. */
const letIn = new Set<string>();
/** What is tried for the first time now: a program that begins with many calls at once pays for one. */
const trying = new Map<string, Promise<Viewer | null>>();

/**
 * Whose token an `Authorization` header brings: API_TOKEN, or one that was made here. Nobody finds one of 256 bits by trying:
 * it opens, whatever else is tried from its address. A short API_TOKEN that is new here is paid for before it is compared: of
 * many guesses at once none gets further than one after the other.
 * @throws AppError `unauthenticated` for any other; `throttled` for who tried many, also with a right one that is short
 */
export async function viewerOfBearer(header: string, address: string): Promise<Viewer> {
  const [, token = ''] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  const tried = { token, hash: digestOf(token).toString('base64url'), address };
  const viewer = (await beyondGuessing(tried)) ?? (await (letIn.has(tried.hash) ? again(tried) : once(tried)));
  if (viewer) return viewer;
  const why =
    env().API_TOKEN === undefined ? 'this server has no API_TOKEN and no such token' : 'it is not `Bearer` and a token';
  throw new AppError('unauthenticated', `The Authorization header is not accepted: ${why}.`);
}

async function beyondGuessing({ token, address }: Tried): Promise<Viewer | null> {
  const { API_TOKEN: expected = '' } = env();
  const byEnvironment = expected.length >= LONG_API_TOKEN ? viewerOfApiToken(token, address) : null;
  return byEnvironment ?? viewerOfToken(token, address);
}

/** Takes no point, as long as it opens. */
async function again(tried: Tried): Promise<Viewer | null> {
  const limited = [limits.tokenFrom(tried.address)];
  // Who has guessed too often from there learns nothing by a right one.
  await checkAll(limited);
  const viewer = viewerOfApiToken(tried.token, tried.address);
  if (viewer) return viewer;
  letIn.delete(tried.hash);
  await takeAll(limited, () => noteTooOften(tried));
  return refused(tried);
}

function once(tried: Tried): Promise<Viewer | null> {
  const key = `${tried.address} ${tried.hash}`;
  const running = trying.get(key) ?? first(tried).finally(() => trying.delete(key));
  trying.set(key, running);
  return running;
}

async function first(tried: Tried): Promise<Viewer | null> {
  const limited = [limits.tokenFrom(tried.address)];
  await takeAll(limited, () => noteTooOften(tried));
  const viewer = viewerOfApiToken(tried.token, tried.address);
  if (!viewer) return refused(tried);
  await giveBackAll(limited);
  letIn.add(tried.hash);
  return viewer;
}

function viewerOfApiToken(token: string, address: string): Viewer | null {
  const { API_TOKEN: expected } = env();
  if (token === '' || expected === undefined || !timingSafeEqual(digestOf(token), digestOf(expected))) return null;
  return { ...localViewer(address), name: 'api token', kind: 'token', role: 'operator', granted: 'operator' };
}

async function refused({ address }: Tried): Promise<null> {
  await recordPeople({ actor: 'unknown', action: 'token.refuse', address });
  return null;
}

async function noteTooOften({ address }: Tried): Promise<void> {
  await recordPeople({ actor: 'unknown', action: 'token.refuse', address, detail: { reason: 'tooOften' } });
}

/** Of one length, so that comparing takes the same time whatever was given. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
