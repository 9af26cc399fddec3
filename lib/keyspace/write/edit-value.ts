import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Bytes } from '@/lib/patterns/bytes';
import { ask, askOne, settled, storedReply, type Command, type Plan } from '@/lib/patterns/plan';
import { list, number } from '@/lib/redis/reply';
import { changeWatched, type Change, type LeftAlone } from './change-watched';
import { compareElement, compareField, compareScore, compareString, type Found } from './compare-value';

type Part = ActionInput<'key.edit'>['part'];
type Edited = { state: 'written' } | Found;

const written = (): Edited => ({ state: 'written' });

/**
 * Writes the value of a string, a field, an element or a score, if the old one is still the one that somebody saw.
 * Times to live stay, those of fields too.
 * @param keepsTtl whether SET knows KEEPTTL (Redis 6.0)
 */
export function editValue(key: Bytes, part: Part, keepsTtl: boolean): Plan<Edited | LeftAlone> {
  return changeWatched(key, part.type, function* (): Plan<Change<Edited>> {
    const found = yield* compare(key, part);
    return found ? { outcome: found } : { commands: yield* writes(key, part, keepsTtl), toOutcome: written };
  });
}

function compare(key: Bytes, part: Part): Plan<Found | null> {
  switch (part.type) {
    case 'string':
      return compareString(key, part.before);
    case 'hash':
      return compareField(key, part.field, part.before);
    case 'list':
      return compareElement(key, part.index, part.before);
    case 'zset':
      return compareScore(key, part.member, part.before);
  }
}

function* writes(key: Bytes, part: Part, keepsTtl: boolean): Plan<readonly Command[]> {
  switch (part.type) {
    case 'string':
      return keepsTtl ? [['SET', key, part.after, 'KEEPTTL']] : yield* setWithTtl(key, part.after);
    case 'hash':
      return yield* setFieldWithTtl(key, part.field, part.after);
    case 'list':
      return [['LSET', key, part.index, part.after]];
    case 'zset':
      return [['ZADD', key, 'XX', part.after, part.member]];
  }
}

/** Before Redis 6.0 SET ends the time to live, so it is given anew. */
function* setWithTtl(key: Bytes, value: Bytes): Plan<readonly Command[]> {
  const ttlMs = number(yield* askOne('PTTL', key)) ?? -1;
  const set: Command = ['SET', key, value];
  return ttlMs < 0 ? [set] : [set, ['PEXPIRE', key, ttlMs]];
}

/** HSET ends the time to live of a field (Redis 7.4, Valkey 9), so it is given anew. */
function* setFieldWithTtl(key: Bytes, field: Bytes, value: Bytes): Plan<readonly Command[]> {
  const set: Command = ['HSET', key, field, value];
  const [reply] = yield* ask([['HPEXPIRETIME', key, 'FIELDS', 1, field]]);
  // Who may not ask would end it without knowing. A server that does not know the command has no such times.
  const [at] = list(storedReply(isUnknown(reply) ? null : settled(reply)));
  const expiresAt = number(at) ?? -1;
  return expiresAt < 0 ? [set] : [set, ['HPEXPIREAT', key, expiresAt, 'FIELDS', 1, field]];
}

const isUnknown = (reply: unknown) =>
  reply instanceof Error && /unknown command/i.test(`${reply.message} ${String(reply.cause)}`);
