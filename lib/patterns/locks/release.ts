import { number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { ReadContext, Thing } from '../pattern';
import { ask, askOne, storedReply, transact, type Plan } from '../plan';
import { holderCommands, readHolder, type Holder } from './holder';
import { besideRedisson, isLockKey } from './keys';

/** `changed`: somebody else holds it by now, and keeps it. */
export type Released = 'released' | 'changed' | 'gone' | 'not-a-lock';

/** What Redisson publishes to those who wait: unlocked. */
const UNLOCKED = '0';

/**
 * Takes a lock from its holder, if that is still the one that the person saw. It is watched meanwhile, since an operator
 * need not be allowed to run scripts. Of a lock whose value is but a word nobody can tell one holder from the next.
 * @param holderAsShown the row's `holder`
 */
export function* releaseLock(
  thing: Thing,
  key: Bytes,
  holderAsShown: string,
  { now }: Pick<ReadContext, 'now'>,
): Plan<Released> {
  if (!isLockKey(thing, key)) return 'not-a-lock';
  yield* askOne('WATCH', key);
  const type = string(yield* askOne('TYPE', key)) ?? 'none';
  const replies = (yield* ask(holderCommands(key, type))).map((reply) => storedReply(reply));
  const holder = readHolder(type, replies, now);
  if (holder?.shown !== holderAsShown) {
    yield* askOne('UNWATCH');
    if (holder) return 'changed';
    return type === 'none' || type === 'string' ? 'gone' : 'not-a-lock';
  }
  const done = yield* transact([['UNLINK', key]]);
  if (done === null) return 'changed';
  if (number(done[0]) !== 1) return 'gone';
  if (holder.kind === 'redisson') yield* tellWaiting(key, holder);
  return 'released';
}

/**
 * Redisson's threads wait to be told, else until the TTL that they saw has passed. Those of a fair lock listen for
 * themselves only. That an operator may not publish harms nobody: it takes them longer.
 */
function* tellWaiting(key: Bytes, { mode }: Holder): Plan<void> {
  const channel = besideRedisson(mode === null ? 'redisson_lock__channel' : 'redisson_rwlock', key);
  const [next] = yield* ask([['LINDEX', besideRedisson('redisson_lock_queue', key), 0]]);
  const thread = string(next);
  yield* ask([
    ['PUBLISH', channel, UNLOCKED],
    ...(thread === null ? [] : [['PUBLISH', `${channel}:${thread}`, UNLOCKED] as const]),
  ]);
}
