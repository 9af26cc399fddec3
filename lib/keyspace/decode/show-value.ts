import { parseJson, toText, type Bytes } from '@/lib/patterns/bytes';
import type { ShownValue } from '../shown-value';
import { hexDump, toHex } from './hex-dump';
import { readMessagePack } from './messagepack';
import { isPhp, nameBytes } from './name-bytes';
import { wrapperOf, type Wrapper } from './wrapper-of';

/** What came out of a wrapper. */
export interface Unpacked {
  bytes: Bytes;
  /** Whether that is all: else it was cut short, at the bound or since the wrapped bytes end too early. */
  complete: boolean;
}

/**
 * Takes a wrapper off; it never throws, and brings no more than `mostBytes`, however much would come out.
 * @returns `null` where the bytes are damaged, or are not wrapped so
 */
export type Unpack = (wrapper: Wrapper, bytes: Bytes, mostBytes: number) => Unpacked | null;

/** How a value is to be shown. */
export interface ShowOptions {
  /** How many bytes the whole has; by default these are all. `null`: unknown, but more than these. */
  ofBytes?: number | null;
  /** Where in the whole these bytes begin: what has no beginning is neither unpacked nor decoded. */
  offset?: number;
  /** Characters of text, and bytes that `raw` brings. */
  most: number;
  /** Bytes in the hex dump of what is no text. */
  mostDumped?: number;
  raw?: 'base64' | 'hex';
}

/** How deep what was packed several times is unpacked. */
const MOST_WRAPPERS = 3;

/** What is unpacked of a value, so that its form can be told; how much of that is shown is another matter. */
const MOST_UNPACKED_BYTES = 1_048_576;

const DUMPED = 512;

/**
 * A value as people read it: unpacked, then as the number, JSON, text or MessagePack that it is, else as a hex dump.
 * Never throws, whatever the bytes are.
 */
export function showValue(bytes: Bytes, options: ShowOptions, unpack: Unpack): ShownValue {
  const { ofBytes = bytes.length, offset = 0, most, raw } = options;
  const whole = ofBytes === bytes.length && offset === 0;
  const inner: Peeled =
    offset === 0 ? peel(bytes, whole, unpack) : { wrappers: [], bytes, complete: false, note: null };
  const shown = describe(inner, options, offset);
  return {
    bytes: ofBytes,
    shownBytes: bytes.length,
    truncated: !whole || !inner.complete || shown.cut,
    form: shown.form,
    wrappers: inner.wrappers,
    unpackedBytes: inner.wrappers.length > 0 ? inner.bytes.length : null,
    text: shown.text,
    note: shown.note,
    raw: raw === undefined ? null : toRaw(bytes.slice(0, most), raw),
  };
}

interface Peeled {
  wrappers: Wrapper[];
  bytes: Bytes;
  complete: boolean;
  note: string | null;
}

function peel(bytes: Bytes, whole: boolean, unpack: Unpack): Peeled {
  let peeled: Peeled = { wrappers: [], bytes, complete: whole, note: null };
  while (peeled.wrappers.length < MOST_WRAPPERS) {
    const wrapper = wrapperOf(peeled.bytes);
    if (wrapper === null) return peeled.wrappers.length > 0 ? peeled : (bare(peeled, unpack) ?? peeled);
    const unpacked = unpack(wrapper, peeled.bytes, MOST_UNPACKED_BYTES);
    if (!unpacked || (!unpacked.complete && unpacked.bytes === '')) {
      // A formula may begin with x^, and zlib too.
      const isText = readText(peeled.bytes, peeled.complete) !== null;
      return { ...peeled, note: isText ? null : `begins like ${wrapper}, but cannot be unpacked` };
    }
    peeled = {
      wrappers: [...peeled.wrappers, wrapper],
      bytes: unpacked.bytes,
      complete: peeled.complete && unpacked.complete,
      note: null,
    };
  }
  return peeled;
}

/** Deflate without a header is known only by trying: it must end with the last byte, and be text. */
function bare(peeled: Peeled, unpack: Unpack): Peeled | null {
  const { bytes, complete } = peeled;
  if (!complete || bytes.length < 8 || readText(bytes, true) !== null) return null;
  const unpacked = unpack('deflate', bytes, MOST_UNPACKED_BYTES);
  if (!unpacked || unpacked.bytes.length < 8 || readText(unpacked.bytes, unpacked.complete) === null)
    return null;
  return { wrappers: ['deflate'], bytes: unpacked.bytes, complete: unpacked.complete, note: null };
}

interface Described {
  form: ShownValue['form'];
  text: string;
  cut: boolean;
  note: string | null;
}

function describe({ bytes, complete, note }: Peeled, options: ShowOptions, offset: number): Described {
  const { most, mostDumped = DUMPED } = options;
  const packed = complete ? readMessagePack(bytes, most) : null;
  if (packed) return { form: 'messagepack', ...cutText(packed.text, most, !packed.complete), note };
  const text = readText(bytes, complete);
  if (text !== null) {
    const isJson = complete && /^\s*[[{"]/.test(text) && parseJson(bytes) !== undefined;
    const isNumber = complete && /^[+-]?\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,3})?$/i.test(text);
    return {
      form: isJson ? 'json' : isNumber ? 'number' : 'text',
      ...cutText(text, most, false),
      note: note ?? (isPhp(bytes) ? 'PHP serialize' : null),
    };
  }
  return {
    form: 'binary',
    text: hexDump(bytes.slice(0, mostDumped), offset),
    cut: bytes.length > mostDumped,
    note: note ?? (offset === 0 ? nameBytes(bytes, complete) : null),
  };
}

function cutText(text: string, most: number, cut: boolean): { text: string; cut: boolean } {
  if (text.length <= most) return { text, cut };
  // Not between the halves of a character.
  return { text: text.slice(0, most).replace(/[\ud800-\udbff]$/, ''), cut: true };
}

/** Of a text so many characters may be control characters: a lonely escape or bell does not make it binary. */
const MOST_CONTROLS = 0.05;

/**
 * The text that bytes are in UTF-8.
 * @param complete if not, the last character may be cut
 * @returns `null` for what is none, or has zero bytes or many control characters
 */
function readText(bytes: Bytes, complete: boolean): string | null {
  if (bytes.includes('\0')) return null;
  const text = toText(complete ? bytes : bytes.slice(0, bytes.length - cutCharacter(bytes)));
  if (text === null) return null;
  // The beginning tells.
  const head = text.slice(0, 10_000);
  const controls = head.match(/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/g)?.length ?? 0;
  return controls <= head.length * MOST_CONTROLS ? text : null;
}

/** How many bytes at the end are the beginning of a character of UTF-8 whose rest is missing. */
export function cutCharacter(bytes: Bytes): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes.charCodeAt(bytes.length - length);
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > length ? length : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

const toRaw = (bytes: Bytes, form: 'base64' | 'hex'): string => (form === 'hex' ? toHex(bytes) : btoa(bytes));
