import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Bytes } from '@/lib/patterns/bytes';
import { askOne, type Command, type Plan } from '@/lib/patterns/plan';
import { number } from '@/lib/redis/reply';
import { changeWatched, type Change, type LeftAlone } from './change-watched';
import { compareElement, compareField, compareScore, type Found } from './compare-value';

type Element = ActionInput<'element.remove'>['element'];

/** `last`: there was nothing else, so the key is gone too. `missing`: it was not there. */
type Removed = { state: 'removed'; last: boolean } | { state: 'missing' } | Found;

/**
 * Takes a field, an element, a member or an entry out of a key, if it is still the one that somebody saw.
 * @param mark bytes that no list holds
 */
export function removeElement(key: Bytes, element: Element, mark: Bytes): Plan<Removed | LeftAlone> {
  return changeWatched(key, element.type, function* (): Plan<Change<Removed>> {
    const found = yield* compare(key, element);
    if (found) return { outcome: found };
    return {
      commands: [...(yield* removals(key, element, mark)), ['EXISTS', key]],
      toOutcome: (replies) =>
        number(replies.at(-2)) === 0
          ? { state: 'missing' }
          : { state: 'removed', last: number(replies.at(-1)) === 0 },
    };
  });
}

function* compare(key: Bytes, element: Element): Plan<Found | null> {
  if (element.type === 'list') return yield* compareElement(key, element.index, element.before);
  if (element.type === 'hash' && element.before !== undefined)
    return yield* compareField(key, element.field, element.before);
  if (element.type === 'zset' && element.before !== undefined)
    return yield* compareScore(key, element.member, element.before);
  return null;
}

function* removals(key: Bytes, element: Element, mark: Bytes): Plan<Command[]> {
  switch (element.type) {
    case 'hash':
      return [['HDEL', key, element.field]];
    case 'list': {
      // No command removes by index: the element becomes the mark, which LREM looks for from the nearer end.
      const length = number(yield* askOne('LLEN', key)) ?? 0;
      const place = element.index < 0 ? length + element.index : element.index;
      return [
        ['LSET', key, element.index, mark],
        ['LREM', key, place < length / 2 ? 1 : -1, mark],
      ];
    }
    case 'set':
      return [['SREM', key, element.member]];
    case 'zset':
      return [['ZREM', key, element.member]];
    case 'stream':
      return [['XDEL', key, element.id]];
  }
}
