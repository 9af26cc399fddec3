import type { Reply } from './reply';

export interface RespReaderOptions {
  /**
   * Is given each reply, in order. Strings have one character for each byte. An error is an `Error` with the server's
   * own message; errors of one message are one object. Integers beyond 2^53 and big numbers are bigints, a map is a
   * `Map`, a set a `Set`; a verbatim string is without its `txt:`. What it throws, `feed` throws.
   */
  onReply: (reply: Reply) => void;
  /** Is given RESP3's push messages, whose first element says what they are; left out, they are skipped. */
  onPush?: (message: Reply[]) => void;
  /** The longest reply, with all that is nested in it, in bytes of strings and, of each element, three more. */
  maxBytes?: number;
  /** How deep replies may be nested. */
  maxDepth?: number;
}

/** A collection whose elements are still coming. */
interface Open {
  kind: number;
  items: Reply[];
  left: number;
  parent: Open | null;
}

const CR = 0x0d;
const LF = 0x0a;
const code = (character: string) => character.charCodeAt(0);
const [STATUS, ERROR, INTEGER, BULK, ARRAY] = [code('+'), code('-'), code(':'), code('$'), code('*')];
const [NULL, BOOLEAN, DOUBLE, BIG, BULK_ERROR] = [code('_'), code('#'), code(','), code('('), code('!')];
const [VERBATIM, MAP, SET, ATTRIBUTE, PUSH] = [code('='), code('%'), code('~'), code('|'), code('>')];

/** By first byte: whether a reply begins with it. */
const IS_KIND = new Uint8Array(256);
for (const character of '+-:$*_#,(!=%~|>') IS_KIND[code(character)] = 1;

/** Statuses, numbers, lengths and errors are a line each; no server writes longer ones. */
const MAX_LINE_BYTES = 65_536;
/** As short as `_\r\n`: an array that says it has more elements than that allows is too long at once. */
const MIN_ELEMENT_BYTES = 3;
/** A name of a type or an encoding: `skiplist`, `vectorset`, `ReJSON-RL`. */
const MAX_WORD_BYTES = 16;
const MAX_SHARED_ERRORS = 64;

/**
 * Reads the stream of replies to a long pipeline, RESP2 or RESP3, chunk by chunk, however it is cut. Made for scans of
 * millions of keys: a scalar reply costs no object, and names of types are always the same string.
 */
export class RespReader {
  private readonly onReply: (reply: Reply) => void;
  private readonly onPush: (message: Reply[]) => void;
  private readonly maxBytes: number;
  private readonly maxDepth: number;

  /** What a cut left of a line or a body; only as much is ever copied. */
  private kept: Buffer = Buffer.alloc(0);
  private keptLength = 0;
  /** The kind of string whose length was read and whose body comes next; 0 where a line comes. */
  private bodyKind = 0;
  private bodyLength = 0;
  private open: Open | null = null;
  private depth = 0;
  /** Of the reply that is being read, as far as it is a collection. */
  private replyBytes = 0;
  private failure: unknown = null;
  private readonly words: string[] = new Array<string>(128).fill('');
  private readonly errors = new Map<string, Error>();

  constructor({ onReply, onPush = () => undefined, maxBytes = 2 ** 27, maxDepth = 32 }: RespReaderOptions) {
    this.onReply = onReply;
    this.onPush = onPush;
    this.maxBytes = maxBytes;
    this.maxDepth = maxDepth;
  }

  /** Whether a reply has begun and not ended: a connection that closes now was cut. */
  get isInReply(): boolean {
    return this.keptLength > 0 || this.bodyKind !== 0 || this.open !== null;
  }

  /**
   * Reads on.
   * @param chunk may be used anew as soon as this returns
   * @throws Error that says what was met, where it is no RESP or a reply is too long or too deep. What follows cannot
   *   be understood then: the same error is thrown for ever.
   */
  feed(chunk: Uint8Array): void {
    if (this.failure !== null) throw this.failure;
    const bytes = Buffer.isBuffer(chunk)
      ? chunk
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    try {
      const from = this.keptLength > 0 ? this.finishKept(bytes) : 0;
      const to = this.read(bytes, from, bytes.length);
      if (to < bytes.length) this.keep(bytes, to, bytes.length);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** Adds to what was kept the rest of that line or body, as far as it has come; @returns where the next one begins */
  private finishKept(bytes: Buffer): number {
    const missing =
      this.bodyKind === 0 ? bytes.indexOf(LF) + 1 || Infinity : this.bodyLength + 2 - this.keptLength;
    const taken = Math.min(missing, bytes.length);
    this.keep(bytes, 0, taken);
    if (taken < missing) return taken;
    const { kept, keptLength } = this;
    this.keptLength = 0;
    // A big value's buffer is not held until the next cut.
    if (kept.length > MAX_LINE_BYTES) this.kept = Buffer.alloc(0);
    this.read(kept, 0, keptLength);
    return taken;
  }

  private keep(bytes: Buffer, from: number, to: number): void {
    const length = this.keptLength + to - from;
    if (this.bodyKind === 0 && length > MAX_LINE_BYTES) throw tooLongLine(bytes, from);
    const needed = this.bodyKind === 0 ? length : this.bodyLength + 2;
    if (needed > this.kept.length) {
      const larger = Buffer.allocUnsafe(this.bodyKind === 0 ? Math.max(64, 2 * needed) : needed);
      this.kept.copy(larger, 0, 0, this.keptLength);
      this.kept = larger;
    }
    bytes.copy(this.kept, this.keptLength, from, to);
    this.keptLength = length;
  }

  /** Reads every line and body that is whole; @returns where the first one begins that is not */
  private read(bytes: Buffer, from: number, end: number): number {
    let at = from;
    while (at < end) {
      if (this.bodyKind !== 0) {
        const bodyEnd = at + this.bodyLength;
        if (bodyEnd + 2 > end) return at;
        if (bytes[bodyEnd] !== CR || bytes[bodyEnd + 1] !== LF) {
          throw notResp(`${quote(bytes, bodyEnd, bodyEnd + 2)} behind a string of ${this.bodyLength} bytes`);
        }
        this.readBody(bytes, at, bodyEnd);
        at = bodyEnd + 2;
        continue;
      }
      const kind = bytes[at]!;
      if (IS_KIND[kind] === 0) throw notResp(`a reply that begins with ${quote(bytes, at, end)}`);
      let lineEnd = at + 1;
      while (lineEnd < end && bytes[lineEnd] !== CR && bytes[lineEnd] !== LF) lineEnd += 1;
      if (lineEnd - at > MAX_LINE_BYTES) throw tooLongLine(bytes, at);
      if (bytes[lineEnd] === LF && lineEnd < end) throw notResp(`the line ${quote(bytes, at, lineEnd + 1)}`);
      if (lineEnd + 1 >= end) return at;
      if (bytes[lineEnd + 1] !== LF) throw notResp(`the line ${quote(bytes, at, lineEnd + 2)}`);
      this.readLine(kind, bytes, at + 1, lineEnd);
      at = lineEnd + 2;
    }
    return at;
  }

  private readLine(kind: number, bytes: Buffer, from: number, to: number): void {
    if (kind === INTEGER) return this.take(readInteger(bytes, from, to));
    if (kind === STATUS) return this.take(this.word(bytes, from, to));
    if (kind === BULK || kind === VERBATIM || kind === BULK_ERROR) {
      const length = readLength(kind, bytes, from, to);
      if (length < 0) return this.take(null);
      if (length > this.maxBytes - this.replyBytes) throw this.tooLong(`a string of ${length} bytes`);
      this.bodyKind = kind;
      this.bodyLength = length;
      return;
    }
    if (kind === ERROR) return this.take(this.error(bytes.toString('latin1', from, to)));
    if (kind === NULL && from === to) return this.take(null);
    if (kind === BOOLEAN || kind === DOUBLE || kind === BIG || kind === NULL)
      return this.take(readScalar(kind, bytes.toString('latin1', from, to)));
    this.begin(kind, readLength(kind, bytes, from, to));
  }

  private readBody(bytes: Buffer, from: number, to: number): void {
    const kind = this.bodyKind;
    this.bodyKind = 0;
    this.replyBytes += to - from;
    if (kind === BULK) {
      // A single short string is an encoding or a flag, the same again and again; one of many is a name, each its own.
      const text = this.open === null ? this.word(bytes, from, to) : bytes.toString('latin1', from, to);
      return this.take(text);
    }
    if (kind === BULK_ERROR) return this.take(this.error(bytes.toString('latin1', from, to)));
    if (to - from < 4 || bytes[from + 3] !== code(':'))
      throw notResp(`the verbatim string ${quote(bytes, from, to)}`);
    this.take(bytes.toString('latin1', from + 4, to));
  }

  private begin(kind: number, count: number): void {
    if (count < 0) return this.take(null);
    if (kind === PUSH && this.open !== null) throw notResp('a push message inside a reply');
    const left = kind === MAP || kind === ATTRIBUTE ? 2 * count : count;
    if (left * MIN_ELEMENT_BYTES > this.maxBytes - this.replyBytes)
      throw this.tooLong(`a collection of ${count} elements`);
    if (this.depth >= this.maxDepth)
      throw new Error(`The reply is nested deeper than ${this.maxDepth} levels`);
    this.depth += 1;
    this.open = { kind, items: [], left, parent: this.open };
    if (left === 0) this.close();
  }

  /** Puts a value where it belongs: to the collection that is open, or out. */
  private take(value: Reply): void {
    const { open } = this;
    if (open === null) {
      this.replyBytes = 0;
      this.onReply(value);
      return;
    }
    this.replyBytes += MIN_ELEMENT_BYTES;
    if (this.replyBytes > this.maxBytes) throw this.tooLong('more of it');
    open.items.push(value);
    open.left -= 1;
    if (open.left === 0) this.close();
  }

  private close(): void {
    const { kind, items, parent } = this.open!;
    this.open = parent;
    this.depth -= 1;
    if (kind === ARRAY) return this.take(items);
    if (kind === SET) return this.take(new Set(items));
    if (kind === MAP) return this.take(toMap(items));
    // What stands behind an attribute is the reply or the element; the attribute itself is none.
    if (parent === null) this.replyBytes = 0;
    if (kind === PUSH) this.onPush(items);
  }

  /** A short string that was met before is the very same string. */
  private word(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    if (length === 0 || length > MAX_WORD_BYTES) return bytes.toString('latin1', from, to);
    const slot = (bytes[from]! * 5 + bytes[to - 1]! * 3 + length) & 127;
    const known = this.words[slot]!;
    if (isText(known, bytes, from, to)) return known;
    return (this.words[slot] = bytes.toString('latin1', from, to));
  }

  /** One refusal may come for each of a million keys, and an `Error` with its stack costs microseconds. */
  private error(message: string): Error {
    const known = this.errors.get(message);
    if (known) return known;
    if (this.errors.size >= MAX_SHARED_ERRORS) this.errors.clear();
    const error = new Error(message);
    this.errors.set(message, error);
    return error;
  }

  private tooLong(met: string): Error {
    return new Error(`The reply is longer than ${this.maxBytes} bytes: ${met}`);
  }
}

function isText(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) !== bytes[from + index]) return false;
  return true;
}

/** So many digits are always less than 2^53. */
const SAFE_DIGITS = 15;

/** @returns a bigint where a number would not be exact */
function readInteger(bytes: Buffer, from: number, to: number): number | bigint {
  const isNegative = bytes[from] === code('-');
  const first = isNegative || bytes[from] === code('+') ? from + 1 : from;
  let value = 0;
  for (let at = first; at < to; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) throw notResp(`the number ${quote(bytes, from, to)}`);
    value = value * 10 + digit;
  }
  if (first === to) throw notResp(`the number ${quote(bytes, from, to)}`);
  if (to - first > SAFE_DIGITS && value > Number.MAX_SAFE_INTEGER)
    return BigInt(bytes.toString('latin1', from, to).replace('+', ''));
  // Not -0, which no integer is.
  return isNegative && value !== 0 ? -value : value;
}

/** @returns -1 for the null of RESP2, which strings and arrays have */
function readLength(kind: number, bytes: Buffer, from: number, to: number): number {
  const length = readInteger(bytes, from, to);
  const least = kind === BULK || kind === ARRAY ? -1 : 0;
  if (typeof length === 'bigint' || length < least) throw notResp(`the length ${quote(bytes, from, to)}`);
  return length;
}

const DOUBLE_TEXT = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf|nan)$/i;

function readScalar(kind: number, text: string): Reply {
  if (kind === BOOLEAN && (text === 't' || text === 'f')) return text === 't';
  if (kind === BIG && /^[-+]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  if (kind === DOUBLE && DOUBLE_TEXT.test(text)) {
    if (/nan$/i.test(text)) return NaN;
    if (/inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
    return Number(text);
  }
  throw notResp(`the line ${JSON.stringify(String.fromCharCode(kind) + text)}`);
}

function toMap(items: readonly Reply[]): Map<Reply, Reply> {
  const map = new Map<Reply, Reply>();
  for (let index = 0; index < items.length; index += 2) map.set(items[index]!, items[index + 1]!);
  return map;
}

/** The first bytes of what was met. */
function quote(bytes: Buffer, from: number, to: number): string {
  const shown = JSON.stringify(bytes.toString('latin1', from, Math.min(to, from + 40)));
  return to - from > 40 ? `${shown}…` : shown;
}

const notResp = (met: string) => new Error(`This is no RESP: ${met}`);

const tooLongLine = (bytes: Buffer, from: number) =>
  notResp(`a line of more than ${MAX_LINE_BYTES} bytes: ${quote(bytes, from, bytes.length)}`);
