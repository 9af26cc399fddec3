/**
 * Stands in a label for what tells one key from the next: people read it as `{id}`. No name holds it, nor `REST`, for
 * a character of a name is a byte.
 */
export const ID = '∗';

/** Stands for names too rare, or too deep, to be kept apart; at the end of a long label, for what was cut from it. */
export const REST = '…';

/** The longest label, in characters: what is cut from longer ones would take memory and tell people nothing. */
export const MOST_LABEL_LENGTH = 64;

/** 32 bits of FNV-1a, character by character. */
export const HASH_START = 0x811c9dc5 | 0;
export const hashNext = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

export const ID_CODE = ID.charCodeAt(0);
export const REST_CODE = REST.charCodeAt(0);

const HYPHEN = 0x2d;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

/**
 * One label, written character by character and used again for the next one: a scan reads some parts of each of
 * millions of names, and a string for each would be garbage at once.
 */
export class Label {
  readonly codes = new Uint16Array(MOST_LABEL_LENGTH);
  length = 0;

  push(code: number): void {
    if (this.length < MOST_LABEL_LENGTH) this.codes[this.length++] = code;
    else this.codes[MOST_LABEL_LENGTH - 1] = REST_CODE;
  }

  /** Some bytes from one place to another. */
  write(bytes: Uint16Array, from: number, to: number): void {
    const { codes, length } = this;
    const shift = length - from;
    const stop = Math.min(to, MOST_LABEL_LENGTH - shift);
    for (let at = from; at < stop; at += 1) codes[at + shift] = bytes[at]!;
    this.length = Math.max(stop + shift, length);
    if (stop < to) codes[MOST_LABEL_LENGTH - 1] = REST_CODE;
  }

  /** Identifiers in a row, as in dates and addresses (`2025-01-31`, `10.0.0.1`), are one. */
  pushId(): void {
    const last = this.length > 0 ? this.codes[this.length - 1]! : 0;
    if (last === ID_CODE) return;
    const isJoint = last === HYPHEN || last === DOT || last === UNDERSCORE;
    if (isJoint && this.length > 1 && this.codes[this.length - 2] === ID_CODE) this.length -= 1;
    else this.push(ID_CODE);
  }

  /** Takes over the characters of a label that is a string. */
  set(text: string): void {
    this.length = 0;
    for (let at = 0; at < text.length; at += 1) this.push(text.charCodeAt(at));
  }

  hash(): number {
    const { codes, length } = this;
    let hash = HASH_START;
    for (let at = 0; at < length; at += 1) hash = hashNext(hash, codes[at]!);
    return hash;
  }

  toString(): string {
    return String.fromCharCode(...this.codes.subarray(0, this.length));
  }
}

/** Whether it stands for many names, and is not one that was cut. */
export const isRest = (label: string) => label.length <= 2 && label.endsWith(REST);
