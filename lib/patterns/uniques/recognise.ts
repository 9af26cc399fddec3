import { string } from '@/lib/redis/reply';
import { toText } from '../bytes';
import { byType, isHyperLogLog, isSetOfNames } from '../checks';
import type { Check } from '../pattern';

/** Who came, approximately or by name. */
export const isVisitors: Check = byType({ string: isHyperLogLog, set: isSetOfNames });

/**
 * A bitmap by user id, or another way to say who was active. A few users may spell a number by chance (bits 2, 3 and
 * 7 are `1`): then its encoding tells, since INCR and SET leave another one than SETBIT does.
 */
const isBitmapOrHyperLogLog: Check = {
  commands: ({ name }) => [
    ['GETRANGE', name, 0, 127],
    ['OBJECT', 'ENCODING', name],
  ],
  judge: ([reply, encoding], key) => {
    const value = string(reply) ?? '';
    if (value === '') return null;
    if (value.startsWith('HYLL')) return isHyperLogLog.judge([value], key);
    const isBinary = toText(value) === null || /[\0-\x08\x0e-\x1f\x7f]/.test(value);
    const spellsNothing = value.length < 8 && !/^[\w"{[ -]+$/.test(value);
    return isBinary || spellsNothing || (value.length < 8 && string(encoding) === 'raw') ? 'a bitmap' : null;
  },
};

export const isActiveUsers: Check = byType({ string: isBitmapOrHyperLogLog, set: isSetOfNames });
