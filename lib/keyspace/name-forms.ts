const HYPHEN = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const PLUS = 0x2b;

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
/** `|` makes lower case of a letter's code. */
const isHex = (code: number) => isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);

/** `count` digits from a place on. */
function areDigits(bytes: Uint16Array, at: number, count: number): boolean {
  for (let index = at; index < at + count; index += 1) if (!isDigit(bytes[index]!)) return false;
  return true;
}

/** @returns where a UUID that begins at a place ends; the place itself where none does */
export function skipUuid(bytes: Uint16Array, at: number, end: number): number {
  if (at + 36 > end || bytes[at + 8] !== HYPHEN) return at;
  for (let index = 0; index < 36; index += 1) {
    const code = bytes[at + index]!;
    const isJoint = index === 8 || index === 13 || index === 18 || index === 23;
    if (isJoint ? code !== HYPHEN : !isHex(code)) return at;
  }
  return at + 36;
}

/**
 * Dates as ISO 8601 writes them, from the month on (`2025-01`, `2025-W05`, `2025-01-31`), with the time if it follows
 * (`T10:20:30.5Z`, `T10`).
 * @returns where one that begins at a place ends; the place itself where none does
 */
export function skipDate(bytes: Uint16Array, at: number, end: number): number {
  if (at + 7 > end || bytes[at + 4] !== HYPHEN || !areDigits(bytes, at, 4)) return at;
  const isWeek = (bytes[at + 5]! | 0x20) === 0x77;
  if (isWeek) return at + 8 <= end && areDigits(bytes, at + 6, 2) ? at + 8 : at;
  // No month begins with 2: `1001-42` is two numbers.
  if (!areDigits(bytes, at + 5, 2) || bytes[at + 5]! > 0x31) return at;
  if (at + 10 > end || bytes[at + 7] !== HYPHEN || !areDigits(bytes, at + 8, 2)) return at + 7;
  const isTime = at + 13 <= end && (bytes[at + 10]! | 0x20) === 0x74 && areDigits(bytes, at + 11, 2);
  return isTime ? skipTime(bytes, at + 13, end) : at + 10;
}

/** From behind the hour on. It looks two bytes further than the end, which are no digits. */
function skipTime(bytes: Uint16Array, from: number, end: number): number {
  let at = from;
  for (let pair = 0; pair < 2; pair += 1) {
    if (at + 3 > end || bytes[at] !== COLON || !areDigits(bytes, at + 1, 2)) break;
    at += 3;
  }
  if (bytes[at] === DOT && isDigit(bytes[at + 1]!)) {
    at += 1;
    while (at < end && isDigit(bytes[at]!)) at += 1;
  }
  const zone = bytes[at]!;
  if ((zone | 0x20) === 0x7a) at += 1;
  else if ((zone === PLUS || zone === HYPHEN) && areDigits(bytes, at + 1, 2)) {
    at += 3;
    if (bytes[at] === COLON && areDigits(bytes, at + 1, 2)) at += 3;
  }
  return at;
}

/**
 * Whether the bytes from one place to another are UTF-8, by the shape of its sequences: that tells text from bytes
 * without making a text of it.
 * @param isCut whether the last sequence may lack its end, since the name was not read any further
 */
export function isUtf8(bytes: Uint16Array, from: number, to: number, isCut: boolean): boolean {
  for (let at = from; at < to; at += 1) {
    const code = bytes[at]!;
    if (code < 0x80) continue;
    if (code < 0xc2 || code > 0xf4) return false;
    const more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : 1;
    for (let index = 0; index < more; index += 1) {
      at += 1;
      if (at >= to) return isCut;
      if ((bytes[at]! & 0xc0) !== 0x80) return false;
    }
  }
  return true;
}
