import { nameShape } from './name-shape';
import type { Bytes } from './bytes';
import type { Family, Thing } from './pattern';
import { compileTemplate } from './template';

/** The keys of a thing, or of some of its layouts, that a page can list. */
export interface KeptKeys {
  /** Shorter names first, so that `user:9` comes before `user:10`. */
  names: Bytes[];
  /** How many keys there are, whether their names were kept or not. */
  total: number;
  exact: boolean;
}

/** @param layouts ids; all of the thing's by default */
export function keptKeys(thing: Thing, ...layouts: string[]): KeptKeys {
  const parts = thing.parts.filter(({ layout }) => layouts.length === 0 || layouts.includes(layout));
  // SCAN may bring a name twice.
  const names = [...new Set(parts.flatMap((part) => part.names))];
  return {
    names: names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    total: parts.reduce((sum, { keys }) => sum + keys, 0),
    exact: parts.every(({ exact }) => exact),
  };
}

/**
 * The key that was asked for, or the first one where none was.
 *
 * A view masks what its own kind of keys may hold, and no more; so it opens no others.
 * @param families of the thing's pattern
 * @returns `null` for a key that is none of this thing's, and for a thing without keys
 */
export function chooseKey(thing: Thing, families: readonly Family[], asked: Bytes | undefined): Bytes | null {
  if (asked === undefined) return keptKeys(thing).names[0] ?? null;
  return isOwnKey(thing, families, asked) ? asked : null;
}

/** Whether a key is of this thing by its name: not all names are kept, and new ones come after the scan. */
export function isOwnKey(thing: Thing, families: readonly Family[], key: Bytes): boolean {
  if (thing.parts.some(({ names }) => names.includes(key))) return true;
  const family = families.find(({ id }) => id === thing.family);
  // What people described themselves has its templates with its parts only.
  const templates = [...thing.parts, ...(family?.layouts ?? [])].map(({ template }) => template);
  return templates.some((template) => {
    const fields = compileTemplate(template).match(key);
    const isOf = ([field, value]: [string, Bytes]) => value === (fields?.[field] ?? nameShape(key));
    return fields !== null && Object.entries(thing.identity).every(isOf);
  });
}
