import { type Bytes, toBytes, toText } from '@/lib/patterns/bytes';
import { ID, REST } from './label';
import type { PrefixPath } from './prefix';

/** What `ID` is outside, as people read it. */
const WIRE_ID = '{id}';

/** Between the labels of a path in a URL; within a label it is escaped. */
const BETWEEN = '/';

const MARKS = new RegExp(`([${ID}${REST}])`);

/** What would be taken for something else: an escape, a mark, the end of a label. */
const AMBIGUOUS = /[\0-\x1f\x7f\\]|\{(?=id\})|…/g;

const escapeBytes = (bytes: Bytes) =>
  bytes.replace(/[^]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);

/**
 * A label as it stands in JSON: readable, and every label another text. `{id}` and `…` stand for many names; bytes that
 * are no text, or would be taken for one of these, are `\x7b`.
 *
 * @example labelToWire(':∗') → ':{id}'
 */
export const labelToWire = (label: string): string =>
  label
    .split(MARKS)
    .map((piece) => (piece === ID ? WIRE_ID : piece === REST ? REST : pieceToWire(piece)))
    .join('');

function pieceToWire(bytes: Bytes): string {
  const text = toText(bytes);
  if (text === null) return bytes.replace(/[\0-\x1f\x7f-\xff\\]|\{(?=id\})/g, escapeBytes);
  return text.replace(AMBIGUOUS, (character) => escapeBytes(toBytes(character)));
}

/** The reverse of `labelToWire`. Of other texts it makes a label too: one that nothing is counted under, as a rule. */
export const labelFromWire = (wire: string): string =>
  wire
    .split(/(\{id\}|…|\\x[\da-f]{2})/i)
    .map((piece) => {
      if (piece === WIRE_ID) return ID;
      if (piece === REST) return REST;
      return /^\\x/i.test(piece) ? String.fromCharCode(parseInt(piece.slice(2), 16)) : toBytes(piece);
    })
    .join('');

/**
 * A path as it stands in a URL: its labels with `/` between them; `''` for the root.
 *
 * @example pathToWire(['user', ':∗', ':cart']) → 'user/:{id}/:cart'
 */
export const pathToWire = (path: PrefixPath): string =>
  path.map((label) => labelToWire(label).replaceAll(BETWEEN, escapeBytes)).join(BETWEEN);

/** The reverse of `pathToWire`. */
export const pathFromWire = (wire: string): PrefixPath =>
  wire === '' ? [] : wire.split(BETWEEN).map(labelFromWire);
