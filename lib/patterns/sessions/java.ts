import { toBytes, toText, type Bytes } from '../bytes';

/** What Java's own serialisation begins with: a magic number, version 5. */
const MAGIC = '\xac\xed\0\x05';
const TEXT = 't';

/** How `java.lang.Long` and `Integer` are written: their class, its number, and the value in the last bytes. */
const NUMBER_CLASS = (name: 'Long' | 'Integer', uid: Bytes, type: 'J' | 'I'): Bytes =>
  `${MAGIC}sr\0${String.fromCharCode(`java.lang.${name}`.length)}java.lang.${name}${uid}\x02\0\x01${type}\0\x05value` +
  'xr\0\x10java.lang.Number\x86\xac\x95\x1d\x0b\x94\xe0\x8b\x02\0\0xp';
const LONG = NUMBER_CLASS('Long', '\x3b\x8b\xe4\x90\xcc\x8f\x23\xdf', 'J');
const INTEGER = NUMBER_CLASS('Integer', '\x12\xe2\xa0\xa4\xf7\x81\x87\x38', 'I');

/** Whether Java's own serialisation wrote this. */
export const isJava = (value: Bytes): boolean => value.startsWith(MAGIC);

/**
 * A number or a text as Java serialises it, or as JSON where somebody has set a serialiser of JSON.
 * @returns `null` for anything else
 * @see the Java Object Serialization Specification, chapter 6
 */
export function readJava(value: Bytes): number | string | null {
  if (value.startsWith(MAGIC + TEXT)) {
    const length = value.charCodeAt(5) * 256 + value.charCodeAt(6);
    return value.length === 7 + length ? toText(value.slice(7)) : null;
  }
  for (const [head, width] of [
    [LONG, 8],
    [INTEGER, 4],
  ] as const)
    if (value.startsWith(head) && value.length === head.length + width)
      return signed(value.slice(head.length));
  if (isJava(value)) return null;
  if (/^-?\d{1,19}$/.test(value)) return Number(value);
  const [, quoted] = /^"([^"\\]*)"$/.exec(value) ?? [];
  return toText(quoted ?? value);
}

/** A text as Java serialises it; of at most 65,535 bytes. */
export function javaText(text: string): Bytes {
  const bytes = toBytes(text);
  return `${MAGIC}${TEXT}${unsigned(bytes.length, 2)}${bytes}`;
}

/** A `long` in its box; whole and not negative. */
export const javaLong = (value: number): Bytes => LONG + unsigned(value, 8);

/** An `int` in its box; whole and not negative. */
export const javaInteger = (value: number): Bytes => INTEGER + unsigned(value, 4);

function signed(bytes: Bytes): number {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte.charCodeAt(0));
  return Number(BigInt.asIntN(bytes.length * 8, value));
}

function unsigned(value: number, width: number): Bytes {
  let bytes = '';
  for (let rest = BigInt(value), left = width; left > 0; left--, rest >>= 8n)
    bytes = String.fromCharCode(Number(rest & 0xffn)) + bytes;
  return bytes;
}
