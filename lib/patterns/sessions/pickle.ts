import { toText, type Bytes } from '../bytes';

/** What Python's pickle begins with: PROTO, and a protocol's number. */
export const isPickle = (value: Bytes): boolean => /^\x80[\x02-\x05]/.test(value);

/** A text in a pickle: SHORT_BINUNICODE with a length of one byte, or BINUNICODE with one of four. */
const TEXT_AT = { short: '\x8c', long: 'X' };

/**
 * The text that stands behind one of these names in a pickled dict. A pickle is a program that builds a value; this
 * runs none of it and reads no more than the pair that it looks for: a name, the note to remember it (MEMOIZE, or
 * BINPUT and LONG_BINPUT with a place), and the text.
 * @see Python's `pickletools` for the opcodes
 */
export function pickledText(value: Bytes, names: readonly string[]): string | null {
  for (const name of names) {
    for (const written of [
      TEXT_AT.short + String.fromCharCode(name.length) + name,
      `${TEXT_AT.long}${String.fromCharCode(name.length)}\0\0\0${name}`,
    ]) {
      const found = value.indexOf(written);
      if (found < 0) continue;
      const text = textAt(value, skipMemo(value, found + written.length));
      if (text !== null) return text;
    }
  }
  return null;
}

function skipMemo(value: Bytes, at: number): number {
  if (value[at] === '\x94') return at + 1;
  if (value[at] === 'q') return at + 2;
  return value[at] === 'r' ? at + 5 : at;
}

function textAt(value: Bytes, at: number): string | null {
  const isShort = value[at] === TEXT_AT.short;
  if (!isShort && value[at] !== TEXT_AT.long) return null;
  const from = at + (isShort ? 2 : 5);
  const length = value.charCodeAt(at + 1) + (isShort ? 0 : value.charCodeAt(at + 2) * 256);
  const text = value.slice(from, from + length);
  return text.length === length ? toText(text) : null;
}
