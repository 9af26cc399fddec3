import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Bytes } from '@/lib/patterns/bytes';
import { askOne, type Command, type Plan } from '@/lib/patterns/plan';
import { number } from '@/lib/redis/reply';
import { changeWatched, type Change, type LeftAlone } from './change-watched';

type Element = ActionInput<'element.add'>['element'];

/** `there`: it has been there already, and stays as it is. */
type Added = { state: 'added' } | { state: 'there' };

/** Adds a field, an element or a member to a key that is there, and overwrites nothing. */
export function addElement(key: Bytes, element: Element): Plan<Added | LeftAlone> {
  return changeWatched(key, element.type, function* (): Plan<Change<Added>> {
    if (element.type === 'hash' && number(yield* askOne('HEXISTS', key, element.field)) === 1)
      return { outcome: { state: 'there' } };
    // A member that was there already counts as none added; a list says how long it is.
    return {
      commands: [commandOf(key, element)],
      toOutcome: ([added]) => ({ state: number(added) === 0 ? 'there' : 'added' }),
    };
  });
}

function commandOf(key: Bytes, element: Element): Command {
  switch (element.type) {
    case 'hash':
      return ['HSET', key, element.field, element.value];
    case 'list':
      return [element.end === 'first' ? 'LPUSH' : 'RPUSH', key, element.value];
    case 'set':
      return ['SADD', key, element.member];
    case 'zset':
      return ['ZADD', key, 'NX', element.score, element.member];
  }
}
