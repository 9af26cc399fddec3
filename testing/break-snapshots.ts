import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes every snapshot of a server fail when it is finished: a directory stands where the file would go. Taking the
 * right to write away would not do, since tests run as root.
 * @returns the function that mends it
 */
export function breakSnapshots(redis: { directory: string }): () => void {
  const path = join(redis.directory, 'dump.rdb');
  rmSync(path, { force: true });
  mkdirSync(path);
  return () => rmSync(path, { recursive: true });
}
