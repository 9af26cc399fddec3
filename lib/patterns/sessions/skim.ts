import { parseJson, toText, type Bytes } from '../bytes';
import { endOfString, endOfValue } from '../json-text';

/**
 * A session's fields, without the session: which there are and how long they are. Their values stay where they are
 * until somebody asks for one by its name, since they are secrets more often than not. A value that was cut off, as
 * long ones are, is skimmed as far as it goes.
 */
export interface Skimmed {
  fields: ReadonlyMap<string, SkimmedField>;
  /** Whether all of it was there. */
  whole: boolean;
}

export interface SkimmedField {
  /** As it is stored, with its marks; `null` where it was cut off. */
  bytes: number | null;
  /** Its value; `undefined` for what is cut off, and for what the encoding's reader leaves closed. */
  read(): unknown;
}

/** Fields beyond are left out: nobody reads a list of a thousand. */
const MOST_FIELDS = 500;

/**
 * The members of a JSON object.
 * @returns `null` for anything else
 */
export function skimJson(text: Bytes): Skimmed | null {
  const fields = new Map<string, SkimmedField>();
  let at = skipSpace(text, 0);
  if (text[at] !== '{') return null;
  at = skipSpace(text, at + 1);
  while (at < text.length && fields.size < MOST_FIELDS) {
    if (text[at] === '}') return { fields, whole: skipSpace(text, at + 1) === text.length };
    if (text[at] !== '"') return null;
    const nameEnd = endOfString(text, at);
    const colon = skipSpace(text, nameEnd);
    if (colon >= text.length) break;
    const name = parseJson(text.slice(at, nameEnd));
    if (text[colon] !== ':' || typeof name !== 'string') return null;
    const start = skipSpace(text, colon + 1);
    const end = endOfValue(text, start);
    const isWhole = end < text.length;
    fields.set(name, {
      bytes: isWhole ? end - start : null,
      read: () => (isWhole ? parseJson(text.slice(start, end)) : undefined),
    });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (at < text.length && text[at] !== '}') return null;
  }
  return { fields, whole: false };
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

/**
 * The entries of a MessagePack map, whose names must be text. Texts and whole numbers can be read; what is within
 * arrays, maps and the like stays closed.
 * @returns `null` for anything else, and for the empty map, which one byte of anything might be
 * @see the MessagePack specification: the first byte says what follows and how long it is
 */
export function skimMsgpack(value: Bytes): Skimmed | null {
  const header = msgpackItem(value, 0);
  if (header?.kind !== 'map' || header.items === 0) return null;
  const fields = new Map<string, SkimmedField>();
  let at = header.end;
  for (let index = 0; index < header.items && index < MOST_FIELDS; index++) {
    if (at >= value.length) return { fields, whole: false };
    const name = msgpackItem(value, at);
    if (name?.kind !== 'text') return null;
    if (name.end > value.length) return { fields, whole: false };
    const start = name.end;
    const end = endOfMsgpack(value, start);
    if (end === 'broken') return null;
    const content = end === 'cut' ? null : msgpackItem(value, start);
    fields.set(toText(value.slice(name.from, name.end)) ?? '', {
      bytes: end === 'cut' ? null : end - start,
      read: () =>
        content?.kind === 'text' ? toText(value.slice(content.from, content.end)) : content?.number,
    });
    if (end === 'cut') return { fields, whole: false };
    at = end;
  }
  return { fields, whole: at === value.length };
}

interface MsgpackItem {
  kind: 'map' | 'array' | 'text' | 'other';
  /** Entries of a map count as one; they are two items each. */
  items: number;
  /** Where the content begins, and where this item ends; the items within begin there. */
  from: number;
  end: number;
  number?: number;
}

/** The item that begins here; `null` where the byte begins none, or its length is cut off. */
function msgpackItem(value: Bytes, at: number): MsgpackItem | null {
  const byte = value.charCodeAt(at);
  const uint = (width: number) => {
    let result = 0;
    for (let index = 0; index < width; index++) result = result * 256 + value.charCodeAt(at + 1 + index);
    return result;
  };
  const item = (kind: MsgpackItem['kind'], width: number, length: number, items = 0, number?: number) =>
    Number.isNaN(length) || Number.isNaN(items)
      ? null
      : {
          kind,
          items,
          from: at + 1 + width,
          end: at + 1 + width + length,
          ...(number !== undefined && { number }),
        };

  if (byte <= 0x7f) return item('other', 0, 0, 0, byte);
  if (byte <= 0x8f) return item('map', 0, 0, byte & 0x0f);
  if (byte <= 0x9f) return item('array', 0, 0, byte & 0x0f);
  if (byte <= 0xbf) return item('text', 0, byte & 0x1f);
  if (byte >= 0xe0) return item('other', 0, 0, 0, byte - 256);
  switch (byte) {
    case 0xc0:
    case 0xc2:
    case 0xc3:
      return item('other', 0, 0);
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return item('other', 2 ** (byte - 0xc4), uint(2 ** (byte - 0xc4)));
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return item('other', 2 ** (byte - 0xc7), uint(2 ** (byte - 0xc7)) + 1);
    case 0xca:
    case 0xcb:
      return item('other', 0, byte === 0xca ? 4 : 8);
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf:
      return item('other', 0, 2 ** (byte - 0xcc), 0, uint(2 ** (byte - 0xcc)));
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3:
      return item('other', 0, 2 ** (byte - 0xd0));
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return item('other', 1, 2 ** (byte - 0xd4));
    case 0xd9:
    case 0xda:
    case 0xdb:
      return item('text', 2 ** (byte - 0xd9), uint(2 ** (byte - 0xd9)));
    case 0xdc:
    case 0xdd:
      return item('array', 2 ** (byte - 0xdb), 0, uint(2 ** (byte - 0xdb)));
    case 0xde:
    case 0xdf:
      return item('map', 2 ** (byte - 0xdd), 0, uint(2 ** (byte - 0xdd)));
    default:
      return null;
  }
}

/** Where an item ends, with all that is within it. */
function endOfMsgpack(value: Bytes, start: number): number | 'cut' | 'broken' {
  let at = start;
  for (let open = 1; open > 0; open--) {
    if (at >= value.length) return 'cut';
    const item = msgpackItem(value, at);
    if (!item) return value.length - at > 5 ? 'broken' : 'cut';
    open += item.kind === 'map' ? item.items * 2 : item.items;
    at = item.end;
  }
  return at > value.length ? 'cut' : at;
}
