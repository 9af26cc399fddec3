import 'server-only';
import type { SlowlogEntry } from '@/lib/redis/parse-slowlog';
import { AppError } from '../errors';

/** At most so many in one reply: some ten milliseconds of the server's time, were they all new. */
const MAX_ENTRIES = 4_096;
/** A whole ring is looked at in steps, since its length is not known: 128 is what servers keep by default. */
const FIRST_STEP = 128;
/** Asked for beyond what is known to be new, since entries are added meanwhile: at a threshold of 0 by the asking. */
const SLACK = 16;
const MAX_QUESTIONS = 6;

/**
 * Reads what a log holds that has not been read, and little more: the log can only be asked for its newest entries, so
 * the newest tells how many there are to ask for.
 *
 * @param ask the newest `count` entries, newest first
 * @param next the first id that has not been read; `null`: everything that the log holds
 * @returns entries from `next` on, oldest first and without a hole between them. A later first id says that the entries
 *   before it are gone, or were too many
 * @throws AppError UNSUPPORTED where ids fall within one run: entries could not be told from those before
 */
export async function readNewEntries(
  ask: (count: number) => Promise<SlowlogEntry[]>,
  next: number | null,
): Promise<SlowlogEntry[]> {
  let entries: SlowlogEntry[] = [];
  for (let count = 1, questions = 0; questions < MAX_QUESTIONS; questions += 1) {
    entries = await ask(count);
    const [newest, oldest] = [entries[0], entries.at(-1)];
    if (!newest || !oldest) return [];
    if (next !== null && newest.id + 1 < next)
      throw new AppError('UNSUPPORTED', 'This server counts its log entries anew without a restart.');
    const isWhole = entries.length < count || (next !== null && oldest.id <= next);
    if (isWhole || count >= MAX_ENTRIES) break;
    const wanted = next === null ? Math.max(FIRST_STEP, count * 4) : newest.id + 1 - next + SLACK;
    count = Math.min(MAX_ENTRIES, wanted);
  }
  return entries.filter(({ id }) => next === null || id >= next).reverse();
}
