import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { memoryOf } from './memory.ts';

/** Sockets to one host at most; the callers' own limit is lower. */
const MAX_SOCKETS = 1024;

/**
 * The kept-alive connections of this process. All clients share them: with its own each of the hundreds of accounts of an
 * organization would connect anew to the very same hosts, and hold what it opened.
 */
export function sockets(): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return memoryOf('sockets', () => ({ httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) }));
}
