import { Decoder } from '@msgpack/msgpack';
import { toArray, type Bytes } from '@/lib/patterns/bytes';
import { printJson } from './print-json';

/** Deeper ones are not written by anybody. */
const MOST_DEPTH = 64;

/** Numbers of 64 bits stay exact, and a map's keys may be anything. */
const decoder = new Decoder({
  useBigInt64: true,
  mapKeyConverter: (key) =>
    typeof key === 'string' || typeof key === 'number' ? key : JSON.stringify(String(key)),
});

/**
 * A map or an array of MessagePack, as indented JSON.
 * @param most characters, about; what is longer is cut
 * @returns `null` where the bytes are no MessagePack, or more than one value of it
 * @see https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export function readMessagePack(bytes: Bytes, most: number): { text: string; complete: boolean } | null {
  if (!isMessagePack(bytes)) return null;
  try {
    return printJson(decoder.decode(toArray(bytes)), most);
  } catch {
    // A key named `__proto__`, above all.
    return null;
  }
}

/**
 * Whether bytes are one map or array, well-formed to the last byte. Numbers and texts alone are not taken for it: any
 * bytes might be some. It is walked before it is decoded, since a decoder makes room for as many elements as the
 * head of an array promises: nested heads of some bytes each would take gigabytes.
 */
function isMessagePack(bytes: Bytes): boolean {
  if (bytes.length < 2 || !isCollection(bytes.charCodeAt(0))) return false;
  /** How many values are still to come, in each collection that is open. */
  const open: number[] = [1];
  let at = 0;
  while (open.length > 0) {
    if (open.at(-1) === 0) {
      open.pop();
      continue;
    }
    if (at >= bytes.length || open.length > MOST_DEPTH) return false;
    open[open.length - 1]!--;
    const { skip, values } = headAt(bytes, at);
    at += skip;
    if (Number.isNaN(at) || at > bytes.length) return false;
    if (values > 0) open.push(values);
  }
  return at === bytes.length;
}

const isCollection = (head: number) => (head >= 0x80 && head < 0xa0) || (head >= 0xdc && head <= 0xdf);

/** Bytes of each fixed head with what belongs to it, from 0xc0 on; NaN: there is none such, or it says a length. */
const FIXED = [1, NaN, 1, 1, 0, 0, 0, 0, 0, 0, 5, 9, 2, 3, 5, 9, 2, 3, 5, 9, 3, 4, 6, 10, 18];

/** How many bytes a value takes, and how many values come after it that belong to it. NaN for none. */
function headAt(bytes: Bytes, at: number): { skip: number; values: number } {
  const head = bytes.charCodeAt(at);
  const size = (width: number) => {
    let value = 0;
    for (let index = 1; index <= width; index++) value = value * 256 + bytes.charCodeAt(at + index);
    return value;
  };
  if (head < 0x80 || head >= 0xe0) return { skip: 1, values: 0 };
  if (head < 0x90) return { skip: 1, values: 2 * (head & 15) };
  if (head < 0xa0) return { skip: 1, values: head & 15 };
  if (head < 0xc0) return { skip: 1 + (head & 31), values: 0 };
  if (head >= 0xdc) {
    const width = head % 2 === 0 ? 2 : 4;
    return { skip: 1 + width, values: size(width) * (head >= 0xde ? 2 : 1) };
  }
  if (head >= 0xd9) return { skip: 1 + (1 << (head - 0xd9)) + size(1 << (head - 0xd9)), values: 0 };
  if (head >= 0xc4 && head <= 0xc6)
    return { skip: 1 + (1 << (head - 0xc4)) + size(1 << (head - 0xc4)), values: 0 };
  if (head >= 0xc7 && head <= 0xc9)
    return { skip: 2 + (1 << (head - 0xc7)) + size(1 << (head - 0xc7)), values: 0 };
  return { skip: FIXED[head - 0xc0]!, values: 0 };
}
