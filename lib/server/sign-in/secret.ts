import 'server-only';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '../env';
import { singleton } from '../singleton';

/** The secret that encrypts session cookies: the given one, else one that is made on first start and kept. */
export const cookieSecret = (): string =>
  singleton('cookie-secret', () => env().secret ?? keptSecret(env().dataDirectory));

function keptSecret(directory: string): string {
  const path = join(directory, 'secret');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    // `wx` fails where the file exists, so two processes cannot make two secrets.
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
