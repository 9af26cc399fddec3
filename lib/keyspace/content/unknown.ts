import { toDisplay } from '@/lib/patterns/bytes';
import { infoCommandOf } from '@/lib/patterns/objects/read-object';
import { ask, isRefused, settled, type Plan } from '@/lib/patterns/plan';
import { entries, string } from '@/lib/redis/reply';
import type { Body, ContentReader } from './content-reader';

const MOST_CHARACTERS = 500;

/** What a module's type says of itself by its own command, in constant time; of others only that they are there. */
export function* readUnknown({ key, type }: ContentReader): Plan<Body<'unknown'>> {
  const shared = { kind: 'unknown', view: 'unknown', views: ['unknown'] } as const;
  const command = infoCommandOf(type);
  if (command === undefined) {
    return {
      ...{ ...shared, views: ['unknown'], facts: [] },
      note: `Hitrate knows no command that reads a ${type}.`,
    };
  }
  const [reply] = yield* ask([[command, key]]);
  if (isRefused(reply)) settled(reply);
  const facts = entries(reply instanceof Error ? null : reply).flatMap(([name, value]) => {
    const text = string(value);
    return text === null ? [] : { name: toDisplay(name), value: toDisplay(text.slice(0, MOST_CHARACTERS)) };
  });
  return {
    ...shared,
    views: ['unknown'],
    facts,
    note: `What ${command} says; elements of such a key cannot be listed.`,
  };
}
