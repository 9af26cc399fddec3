import type { Bytes } from './bytes';

const MAX_LENGTH = 120;

/**
 * The shape of a name that no rule knows: its parts between colons, with `*` for those that tell one key from the
 * next (numbers, ids, dates, long words). Simpler than `keyShape`, since it is asked of every key of a scan.
 * @returns at most 120 bytes
 */
export function nameShape(name: Bytes): Bytes {
  const shape = name.split(':', 12).map(partShape).join(':');
  return shape.length <= MAX_LENGTH ? shape : `${shape.slice(0, MAX_LENGTH - 1)}*`;
}

function partShape(part: Bytes): Bytes {
  if (part.length >= 24 || /^\d/.test(part)) return '*';
  // `v2` and `md5` are names, `user1001` and `a1b2c3` are not.
  return /\d{3}|\d.*[a-z].*\d|[\0-\x1f\x7f-\xff]/i.test(part) ? '*' : part;
}
