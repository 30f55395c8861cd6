/** An S3 that we did not write. Its gaps: Initiated is always 2010, listings have no pages. */
import { execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#lib/server/free-port.ts';

export const motoAccount = '123456789012';

/** Whether there is a `moto_server` on the PATH; says that `what` is skipped where there is none. */
export function motoIsThere(what: string): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    console.error(`skipped: ${what} against moto, because there is no moto_server on the PATH`);
    return false;
  }
}

export async function startMoto(): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const stop = () => void moto.kill();
  for (let tries = 0; tries < 900; tries += 1) {
    if (await fetch(url).catch(() => null)) return { url, stop };
    await sleep(100);
  }
  stop();
  throw new Error('moto_server did not start.');
}
