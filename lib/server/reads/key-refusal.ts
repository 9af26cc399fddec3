import 'server-only';
import { toText, type Bytes } from '@/lib/patterns/bytes';
import { aclLine } from '@/lib/redis/command-catalogue';
import { atLeast } from '@/lib/redis/compare-versions';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';

/** Why nothing is told of a key that the ACL does not cover, with the rule that would, where one can be written. */
export function keyRefusal(access: Access, key: Bytes): Refusal {
  const message = `The ACL of your Redis user ${access.username} does not cover this key.`;
  const name = toText(key);
  // A rule has no place for blanks, nor for what is no text.
  if (name === null || name === '' || /[\s\0-\x1f\x7f]/.test(name)) return { code: 'NOPERM', message };
  // To read is enough, where there is a rule for that alone.
  const sign = atLeast(access.node().state.server?.redisVersion ?? null, '7.0') ? '%R~' : '~';
  return {
    code: 'NOPERM',
    message,
    line: aclLine(access.username, sign + name.replace(/[\\*?[\]]/g, '\\$&')),
  };
}
