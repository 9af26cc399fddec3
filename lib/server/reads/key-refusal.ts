import 'server-only';
import { toText, type Bytes } from '@/lib/patterns/bytes';
import { aclLine } from '@/lib/redis/command-catalogue';
import type { Refusal } from '@/lib/schemas';

/** Why nothing is told of a key that the ACL does not cover, with the rule that would, where one can be written. */
export function keyRefusal(username: string, key: Bytes): Refusal {
  const message = `The ACL of your Redis user ${username} does not cover this key.`;
  const name = toText(key);
  // A rule has no place for blanks, nor for what is no text.
  if (name === null || name === '' || /[\s\0-\x1f\x7f]/.test(name)) return { code: 'NOPERM', message };
  return { code: 'NOPERM', message, line: aclLine(username, `~${name.replace(/[\\*?[\]]/g, '\\$&')}`) };
}
