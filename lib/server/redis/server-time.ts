import 'server-only';
import { list, number } from '@/lib/redis/reply';
import type { Connection } from './connection';

/** A server's present by TIME, in whole Unix milliseconds; our own where it does not say. */
export async function serverTime(connection: Connection): Promise<number> {
  const [reply] = await connection.callBytes([['TIME']]);
  const [seconds, microseconds] = list(reply instanceof Error ? null : reply).map(number);
  return seconds == null || microseconds == null
    ? Date.now()
    : Math.floor(seconds * 1000 + microseconds / 1000);
}
