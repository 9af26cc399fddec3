import 'server-only';
import { lookupsOf } from '@/lib/metrics/own-lookups';
import type { Reply } from '@/lib/redis/reply';
import type { Footprint } from '../collector/footprint';
import { refusalOf } from './refusal';
import type { Question } from './questions';

/** What looks nothing up, whatever it answers. */
const NO_LOOKUP = new Set(['memory|usage', 'scan']);

/**
 * Counts the replies to one question into the footprint, so that the hit rate stays that of the applications.
 * @param replies of it alone where `step` is 1, else every `step`th from `start` on
 */
export function countReplies(
  { calls, lookups }: Footprint,
  { id }: Pick<Question, 'id'>,
  replies: readonly Reply[],
  start = 0,
  end = replies.length,
  step = 1,
): void {
  const args = id.split('|');
  const looksUp = !NO_LOOKUP.has(id);
  let answered = 0;
  for (let at = start; at < end; at += step) {
    const reply = replies[at]!;
    if (typeof reply === 'object' && reply instanceof Error) {
      // What does not fit has looked before it said so.
      if (looksUp && refusalOf(reply) === 'unfit') lookups.hits += 1;
      continue;
    }
    answered += 1;
    if (!looksUp) continue;
    if (isAbsent(args, reply)) lookups.misses += 1;
    else lookups.hits += 1;
  }
  if (answered > 0) calls.set(id, (calls.get(id) ?? 0) + answered);
}

/** What may be empty and there all the same. It was there a moment before, when it told its type. */
const MAY_BE_EMPTY = new Set(['strlen', 'xlen']);

/** Most replies are of keys that are there, and need no table. */
const isAbsent = (args: readonly string[], reply: Reply): boolean =>
  (reply === null || reply === 'none' || reply === 0 || reply === -2) &&
  !MAY_BE_EMPTY.has(args[0]!) &&
  lookupsOf(args, reply).misses > 0;
