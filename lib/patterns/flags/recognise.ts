import { list, string } from '@/lib/redis/reply';
import { parseJson, toText } from '../bytes';
import type { Check } from '../pattern';

/** Strings up to here are kept in one piece with their object when SET stores them; SETBIT never does that. */
const EMBEDDED_BYTES = 44;

/**
 * A string that SETBIT made. Few bits may spell a text by chance (`p` has bits 1, 2 and 3): then the encoding tells,
 * since SET gives a short text another one (`embstr`, `int`) than SETBIT does (`raw`).
 */
export const isBitmap: Check = {
  commands: ({ name }) => [
    ['GETRANGE', name, 0, 63],
    ['OBJECT', 'ENCODING', name],
  ],
  judge: ([reply, encoding]) => {
    const value = string(reply) ?? '';
    if (value === '' || /^HYLL[\0\x01]/.test(value)) return null;
    const isBinary = toText(value) === null || /[\0-\x08\x0e-\x1f\x7f]/.test(value);
    if (isBinary) return 'a bitmap';
    const isText = value.length > EMBEDDED_BYTES || typeof parseJson(value) === 'object';
    return !isText && string(encoding) === 'raw' ? 'a bitmap, by its encoding' : null;
  },
};

/** A hash of settings: any, where the name says so. */
export const isSettings: Check = {
  commands: ({ name }) => [['HSCAN', name, 0, 'COUNT', 5]],
  judge: ([reply]) => (list(list(reply)[1]).length > 0 ? 'a hash of settings' : null),
};
