import type { Bytes } from '@/lib/patterns/bytes';

/**
 * The glob that matches exactly the names which begin with a prefix.
 * @param prefix any bytes; those that mean something in a glob stand for themselves
 */
export const globOfPrefix = (prefix: Bytes): Bytes => `${prefix.replace(/[\\*?[\]]/g, '\\$&')}*`;

/**
 * The one name that a glob can match, where it has no wildcard: it need not be searched for.
 * @returns `null` where the glob has a wildcard
 */
export function exactName(glob: Bytes): Bytes | null {
  let name = '';
  for (let at = 0; at < glob.length; at += 1) {
    const byte = glob[at]!;
    if (byte === '*' || byte === '?' || byte === '[') return null;
    // As Redis reads it, the last backslash of all stands for itself.
    if (byte === '\\' && at + 1 < glob.length) at += 1;
    name += glob[at]!;
  }
  return name;
}

/**
 * What every name that a glob matches begins with, as far as it says so.
 * @returns perhaps nothing
 */
export function literalStart(glob: Bytes): Bytes {
  const wildcard = /(?<!\\)(?:\\\\)*[*?[]/.exec(glob);
  if (!wildcard) return exactName(glob) ?? '';
  return exactName(glob.slice(0, wildcard.index + wildcard[0].length - 1)) ?? '';
}
