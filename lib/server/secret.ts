import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The secret of this installation, made on the first start and kept in DATA_DIR for its owner only. */
export async function appSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'app-secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim().length >= 32) {
    await chmod(file, 0o600);
    return kept.trim();
  }
  const made = randomBytes(32).toString('base64url');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}
