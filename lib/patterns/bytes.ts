/**
 * A string with one character for each byte, `\x00` to `\xff`. Key names and values hold any byte, so everything
 * that comes from Redis to `lib/patterns`, and goes back, is in this form; it turns into text where people read it.
 */
export type Bytes = string;

const encoder = new TextEncoder();
// A byte order mark is part of a name like any other character.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Arguments of one call: far fewer than any engine's stack takes. */
const AT_ONCE = 8_192;

/** The UTF-8 bytes of a text. */
export function toBytes(text: string): Bytes {
  // What is ASCII already, as most names are, needs no copy.
  if (!/[^\0-\x7f]/.test(text)) return text;
  const encoded = encoder.encode(text);
  let bytes = '';
  // One by one takes twenty times as long.
  for (let at = 0; at < encoded.length; at += AT_ONCE)
    bytes += String.fromCharCode.apply(null, encoded.subarray(at, at + AT_ONCE) as unknown as number[]);
  return bytes;
}

/**
 * The text that the bytes are in UTF-8.
 * @returns `null` where they are none
 */
export function toText(bytes: Bytes): string | null {
  if (!/[^\0-\x7f]/.test(bytes)) return bytes;
  try {
    return decoder.decode(toArray(bytes));
  } catch {
    return null;
  }
}

/** The bytes as an array of them; `Uint8Array.from` takes thirty times as long. */
export function toArray(bytes: Bytes): Uint8Array<ArrayBuffer> {
  const array = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) array[at] = bytes.charCodeAt(at);
  return array;
}

/** For people: the text, with control characters, and bytes that are no text, as `\x06`. */
export function toDisplay(bytes: Bytes): string {
  const text = toText(bytes);
  return (text ?? bytes).replace(text === null ? /[\0-\x1f\x7f-\xff]/g : /[\0-\x1f\x7f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** A value as JSON; `undefined` where it is none, which no JSON says. */
export function parseJson(bytes: Bytes): unknown {
  const text = toText(bytes);
  if (text === null) return undefined;
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** A value as a JSON object (no array); `null` where it is none. */
export function parseJsonObject(bytes: Bytes): Record<string, unknown> | null {
  const value = parseJson(bytes);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

const BASE64 = 'base64:';

/**
 * Bytes as they stand in a URL and in JSON: the text; what is no text, or begins like this form itself, as `base64:`
 * and base64url.
 */
export function toWire(bytes: Bytes): string {
  const text = toText(bytes);
  if (text !== null && !text.startsWith(BASE64)) return text;
  return BASE64 + btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The reverse of `toWire`; @throws Error where what follows `base64:` is none */
export function fromWire(wire: string): Bytes {
  if (!wire.startsWith(BASE64)) return toBytes(wire);
  const encoded = wire.slice(BASE64.length);
  if (!/^[\w-]*$/.test(encoded)) throw new Error(`${wire} is not base64url`);
  return atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
}
