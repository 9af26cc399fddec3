import type { Bytes } from '@/lib/patterns/bytes';

/** Fields of a message are numbered from 1; what has no small number is rarely one. */
const MOST_FIELD = 1_000;

/**
 * Whether bytes could be a message of Protocol Buffers, which has no mark of its own: every field is written as it
 * should be, the last one ends with the last byte, and one of them is a text of three letters or more.
 * @see https://protobuf.dev/programming-guides/encoding
 */
export function looksLikeProtobuf(bytes: Bytes): boolean {
  let [at, fields, texts] = [0, 0, 0];
  const varint = (): number | null => {
    let [value, factor] = [0, 1];
    for (let length = 0; length < 10 && at < bytes.length; length++, factor *= 128) {
      const byte = bytes.charCodeAt(at++);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return null;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === null || tag < 8 || tag >= MOST_FIELD * 8) return false;
    fields++;
    const wire = tag % 8;
    if (wire === 0) {
      if (varint() === null) return false;
    } else if (wire === 1 || wire === 5) {
      at += wire === 1 ? 8 : 4;
    } else if (wire === 2) {
      const length = varint();
      if (length === null || at + length > bytes.length) return false;
      if (/^[\x20-\x7e]{3,}$/.test(bytes.slice(at, at + Math.min(length, 200)))) texts++;
      at += length;
    } else {
      return false;
    }
  }
  return at === bytes.length && fields >= 2 && texts >= 1;
}
