import { configKey } from '@/lib/patterns/flags/write';
import { type Redis } from 'ioredis';
import { priceOf } from './shop';

async function expectError(kind: string, attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith(kind)) throw error;
  }
}

/** A bug that nobody found yet: counts in a field that holds a word. The server answers ERR. */
export async function countInText(redis: Redis): Promise<void> {
  await expectError('ERR', redis.hincrby(configKey('app'), 'theme', 1));
}

/** A library that asks for a setting at its start, which the shop's user may not. The server answers NOPERM. */
export async function askForSetting(redis: Redis): Promise<void> {
  await expectError('NOPERM', redis.config('GET', 'notify-keyspace-events'));
}

/** A script that still has last year's password tries again and again. The server answers WRONGPASS. */
export async function signInWithOldPassword(redis: Redis): Promise<void> {
  await expectError('WRONGPASS', redis.call('AUTH', 'reports', 'last-years-password'));
}

/** Somebody keeps a copy of the settings in another numbered database, "to be safe". Before 6.2 there is no COPY. */
export async function copyToOtherDatabase(redis: Redis): Promise<void> {
  await expectError('ERR', redis.call('COPY', configKey('app'), configKey('app'), 'DB', 1, 'REPLACE'));
}

/** So many prices are reduced; always the same, so that the cache of scripts does not grow for ever. */
const reducedPrices = 1_200;

/** Somebody writes the price into the text of the script instead of ARGV: each one is compiled and kept. */
export async function writePricesIntoScripts(redis: Redis): Promise<void> {
  const pipeline = redis.pipeline();
  for (let id = 1; id <= reducedPrices; id++) pipeline.eval(`return math.floor(${priceOf(id)} * 0.9)`, 0);
  await pipeline.exec();
}
