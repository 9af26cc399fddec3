import { firstBytes } from '../checks';
import { list, string } from '@/lib/redis/reply';
import type { Check } from '../pattern';

/** What INCR and INCRBYFLOAT leave. */
export const isCount: Check = firstBytes((value) => {
  if (/^-?\d{1,19}$/.test(value)) return 'an integer';
  return /^-?\d{1,19}\.\d{1,20}$/.test(value) ? 'a number' : null;
}, 48);

/** A counter that never ends. With a time to live the same name is a rate limit's window. */
export const isLastingCount: Check = {
  commands: isCount.commands,
  judge: (replies, key) => (key.ttlMs === null ? isCount.judge(replies, key) : null),
};

/** A hash in which at least one of these fields is a number, and none is anything else. */
export const isTallyOf = (...fields: string[]): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['HMGET', name, ...fields]],
  judge: ([reply]) => {
    const values = list(reply).map(string);
    const found = fields.filter((_, index) => values[index] != null);
    const numbers = values.every((value) => value === null || /^-?\d{1,19}(?:\.\d+)?$/.test(value));
    return found.length > 0 && numbers ? `a hash that counts ${found.join(' and ')}` : null;
  },
});
