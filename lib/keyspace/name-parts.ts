import type { Bytes } from '@/lib/patterns/bytes';
import { HASH_START, hashNext, Label, MOST_LABEL_LENGTH, REST_CODE } from './label';
import { isUtf8, skipDate, skipUuid } from './name-forms';

/** Names are told apart by so many parts; what is deeper is `…`. */
export const MOST_PARTS = 8;

/** Names are read so far: a key may be half a gigabyte. */
const MOST_BYTES = 1_024;

/** Zeros behind a name, for who looks further than its end. */
const MARGIN = 4;

/** Words of so many digits are counted through (`user1001`); fewer are a version or a size (`v2`, `md5`, `utf16`). */
const ID_DIGITS = 3;

// What a byte is. From `DIGIT` on it is part of a word.
const SEPARATOR = 0;
const OTHER = 1;
const CONTROL = 2;
const DIGIT = 3;
const UPPER = 4;
const LOWER = 5;
/** Bytes of characters beyond ASCII: letters, mostly. */
const HIGH = 6;
/** One bit beside it: a digit or a letter to `f`. */
const HEX = 8;
const KIND = 7;
/** Another bit: a digit, to be counted. */
const DIGIT_SHIFT = 4;

const CASE_TURN_SHIFT = 16;
/** By kind and the kind before it: 1 where letters and digits take turns, in higher bits where a capital follows. */
const TURNS = Int32Array.from({ length: 64 }, (_, pair) => {
  const [before, kind] = [pair >> 3, pair & 7];
  if (before === 0 || before === kind) return 0;
  if (before === DIGIT || kind === DIGIT) return 1;
  // A capital begins a word in plain names too; what follows it says nothing.
  return before === LOWER && kind === UPPER ? 1 << CASE_TURN_SHIFT : 0;
});

const AT = 0x40;
const DOT = 0x2e;

/**
 * Reads a name part by part, with `{id}` for what tells one key from the next: `user:1001:cart` is `user`, `:{id}` and
 * `:cart`. A part begins with the separators before it, so that the parts joined are the name again and `:1:views`
 * has no empty one; the name `''` has none at all.
 *
 * Identifiers are numbers; dates and times; UUIDs; eight and more hexadecimal digits; words in which letters and digits
 * take turns; three and more digits in a word (`user1001` is `user{id}`); and whole parts that are random text, e-mail
 * addresses, or no text. What is missed here is not lost: the tree folds names that are rare.
 *
 * @example parts.start(name); while (parts.next()) use(parts.label);
 */
export class NameParts {
  /** The part read last. */
  readonly label = new Label();
  private readonly kinds: Uint8Array;
  /** Else a part that looks like a word may be the beginning of a UUID. */
  private readonly mayPeek: boolean;
  /** The name's bytes: each is looked at more than once, and a string is slower to ask. */
  readonly bytes = new Uint16Array(MOST_BYTES + MARGIN);
  /** Where the part begins and ends that `peek` looked at, and its hash as `Label.hash` makes it. */
  from = 0;
  to = 0;
  hash = 0;
  private isCut = false;
  private at = 0;
  private end = 0;
  private parts = 0;
  // What the words of a part have shown so far.
  private read = 0;
  private digits = 0;
  private turns = 0;
  private hasPlainWord = false;
  private hasHigh = false;

  /** @param separators each character of it is one */
  constructor(readonly separators: string) {
    this.mayPeek = !separators.includes('-');
    this.kinds = Uint8Array.from({ length: 256 }, (_, code) => kindOf(code, separators));
  }

  start(name: Bytes): void {
    const { bytes } = this;
    const end = Math.min(name.length, MOST_BYTES);
    for (let at = 0; at < end; at += 1) bytes[at] = name.charCodeAt(at);
    for (let at = end; at < end + MARGIN; at += 1) bytes[at] = 0;
    this.end = end;
    this.isCut = end < name.length;
    this.at = 0;
    this.parts = 0;
  }

  /**
   * Looks where the next part ends, without reading it: whoever knows a label of the very same bytes, known from an
   * earlier name, may `skip` it. What a part is read as depends on its bytes alone.
   * @returns whether it is worth looking for one: not where the part has a digit, and is an identifier as a rule
   */
  peek(): boolean {
    const { bytes, end, kinds } = this;
    let at = this.at;
    if (at >= end || this.parts === MOST_PARTS || !this.mayPeek) return false;
    this.from = at;
    let hash = HASH_START;
    for (; at < end && kinds[bytes[at]!] === SEPARATOR; at += 1) hash = hashNext(hash, bytes[at]!);
    for (; at < end; at += 1) {
      const code = bytes[at]!;
      const kind = kinds[code]! & KIND;
      if (kind === SEPARATOR) break;
      if (kind === DIGIT) return false;
      hash = hashNext(hash, code);
    }
    this.to = at;
    this.hash = hash;
    return at - this.from <= MOST_LABEL_LENGTH;
  }

  /** Goes on behind the part that `peek` looked at. */
  skip(): void {
    this.at = this.to;
    this.parts += 1;
  }

  /** @returns whether there was a part more */
  next(): boolean {
    const { label, bytes, end, kinds } = this;
    let at = this.at;
    if (at >= end) return false;
    label.length = 0;
    if (this.parts === MOST_PARTS) {
      label.push(bytes[at]!);
      label.push(REST_CODE);
      this.at = end;
      return true;
    }
    this.parts += 1;
    for (; at < end; at += 1) {
      const code = bytes[at]!;
      if (kinds[code] !== SEPARATOR) break;
      label.push(code);
    }
    this.at = this.readPart(at);
    return true;
  }

  /** @returns where it ends, like the others below */
  private readPart(from: number): number {
    const { label, bytes, end, kinds } = this;
    const labelFrom = label.length;
    this.read = 0;
    this.digits = 0;
    this.turns = 0;
    this.hasPlainWord = false;
    this.hasHigh = false;
    let isBinary = false;
    let addressAt = -1;
    let isAddress = false;
    let at = from;
    while (at < end) {
      const code = bytes[at]!;
      const kind = kinds[code]!;
      if (kind === SEPARATOR) break;
      if ((kind & KIND) >= DIGIT) {
        const formEnd = this.skipForm(at, kind);
        if (formEnd > at) {
          label.pushId();
          at = formEnd;
        } else at = this.readWord(at);
        continue;
      }
      if (kind === CONTROL) isBinary = true;
      else if (code === AT && at > from) addressAt = at;
      else if (code === DOT && addressAt >= 0 && at > addressAt + 1) isAddress = true;
      label.push(code);
      at += 1;
      this.read += 1;
    }
    const isToken = this.read >= 16 && this.digits > 0 && !this.hasPlainWord && this.turns * 4 >= this.read;
    if (
      isToken ||
      isBinary ||
      isAddress ||
      (this.hasHigh && !isUtf8(bytes, from, at, this.isCut && at === end))
    ) {
      label.length = labelFrom;
      label.pushId();
    }
    return at;
  }

  /** An identifier of several words, which may hold separators. Ends where it began if there is none. */
  private skipForm(at: number, kind: number): number {
    if ((kind & HEX) === 0) return at;
    const end = skipUuid(this.bytes, at, this.end);
    return end > at || (kind & KIND) !== DIGIT ? end : skipDate(this.bytes, at, this.end);
  }

  /** Without branches on what a byte is: in hexadecimal text no processor guesses them right. */
  private readWord(from: number): number {
    const { bytes, end, kinds, label } = this;
    let at = from;
    let before = 0;
    let flags = 0;
    let hex = HEX;
    let any = 0;
    let digits = 0;
    let run = 0;
    let longestRun = 0;
    let turns = 0;
    for (; at < end; at += 1) {
      flags = kinds[bytes[at]!]!;
      const kind = flags & KIND;
      if (kind < DIGIT) break;
      hex &= flags;
      any |= 1 << kind;
      const digit = flags >> DIGIT_SHIFT;
      digits += digit;
      run = (run + 1) * digit;
      longestRun = Math.max(longestRun, run);
      turns += TURNS[(before << 3) | kind]!;
      before = kind;
    }
    const length = at - from;
    const digitTurns = turns & 0xffff;
    const caseTurns = turns >> CASE_TURN_SHIFT;
    this.read += length;
    this.digits += digits;
    this.turns += digitTurns + caseTurns;
    if ((any & (1 << HIGH)) !== 0) this.hasHigh = true;
    if (digits === 0 && length >= 4 && caseTurns * 5 <= length) this.hasPlainWord = true;
    const isHex = hex === HEX && length >= 8 && digits > 0;
    if (digits === length || isHex || (length >= 6 && digitTurns >= 3)) label.pushId();
    else if (longestRun >= ID_DIGITS) this.writeCounted(from, at);
    else label.write(bytes, from, at);
    return at;
  }

  /** Writes a word with `{id}` for its long numbers. */
  private writeCounted(from: number, to: number): void {
    const { label, bytes, kinds } = this;
    for (let at = from; at < to;) {
      let stop = at;
      while (stop < to && (kinds[bytes[stop]!]! & KIND) === DIGIT) stop += 1;
      if (stop - at >= ID_DIGITS) {
        label.pushId();
        at = stop;
      } else {
        // Up to the next digits: a short number with the letters behind it.
        do label.push(bytes[at++]!);
        while (at < to && (at < stop || (kinds[bytes[at]!]! & KIND) !== DIGIT));
      }
    }
  }
}

function kindOf(code: number, separators: string): number {
  const character = String.fromCharCode(code);
  const hex = /[\da-f]/i.test(character) ? HEX : 0;
  if (separators.includes(character)) return SEPARATOR;
  if (code < 0x20 || code === 0x7f) return CONTROL;
  if (code >= 0x80) return HIGH;
  if (/\d/.test(character)) return DIGIT | hex | (1 << DIGIT_SHIFT);
  if (/[A-Z]/.test(character)) return UPPER | hex;
  return /[a-z]/.test(character) ? LOWER | hex : OTHER;
}
