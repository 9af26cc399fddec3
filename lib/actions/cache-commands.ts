import type { ActionInput } from './action-inputs';

/** Keys that a dialog names one by one. */
const NAMED = 3;

/** UNLINK of each key, the first ones by name. */
export const unlinkLines = (keys: readonly string[]): string => linesOf(keys, (key) => `UNLINK ${key}`);

/** A command for each key, the first ones in full. */
export function linesOf(keys: readonly string[], lineOf: (key: string) => string): string {
  const lines = keys.slice(0, NAMED).map(lineOf);
  if (keys.length > NAMED) lines.push(`(and ${keys.length - NAMED} more)`);
  return lines.join('\n');
}

/** The commands of an invalidation. What all of a cache is scanned for, only the server can say: the view shows it. */
export function cacheCommands({ tag, keys }: ActionInput<'cache.invalidate'>): string {
  if (keys) return unlinkLines(keys);
  if (tag === undefined)
    return 'SCAN 0 MATCH … COUNT 500\nUNLINK …   (every key that is a value of this cache)';
  return `SSCAN ${tag} 0 COUNT 100\nMULTI\nUNLINK …   (the keys of these members)\nSREM ${tag} …   (these members)\nEXEC`;
}
