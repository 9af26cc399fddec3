import { toDisplay, type Bytes } from '../bytes';
import { isOwnKey, keptKeys, type KeptKeys } from '../kept-keys';
import type { Thing } from '../pattern';
import { isLockLayout, locks as families } from './layouts';

/** A thing's locks, as many as were kept. */
export function lockKeys(thing: Thing): KeptKeys {
  const layouts = thing.parts.map(({ layout }) => layout).filter(isLockLayout);
  const unsorted = thing.unsorted ?? [];
  if (layouts.length === 0) return { names: [...unsorted], total: 0, exact: true };
  const { names, total, exact } = keptKeys(thing, ...layouts);
  return { names: [...new Set([...names, ...unsorted])], total, exact };
}

/** Whether a key is, by its name, a lock of this thing, kept or not. */
export function isLockKey(thing: Thing, key: Bytes): boolean {
  const own = families.filter(({ id }) => id === thing.family);
  const parts = thing.parts.filter(({ layout }) => isLockLayout(layout));
  const layoutsOf = (family: (typeof own)[number]) => family.layouts.filter(({ id }) => isLockLayout(id));
  return isOwnKey(
    { ...thing, parts },
    own.map((family) => ({ ...family, layouts: layoutsOf(family) })),
    key,
  );
}

/** What is locked: the name without the words that say that it is a lock. */
export const lockedName = (key: Bytes): string =>
  toDisplay(/^locks?:(.+)$/s.exec(key)?.[1] ?? /^(.+):lock$/s.exec(key)?.[1] ?? key);

/** Redisson puts a name in braces, so that all keys of a lock are in one slot, unless it has braces itself. */
export const besideRedisson = (prefix: string, key: Bytes): Bytes =>
  key.includes('{') ? `${prefix}:${key}` : `${prefix}:{${key}}`;
