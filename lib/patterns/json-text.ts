import { parseJsonObject, toText, type Bytes } from './bytes';

/**
 * JSON as it is written. What other programs' JSON holds is changed and shown by its text: reading it into
 * JavaScript's values and writing it again would round long numbers and lose the writer's own form.
 */

/** A member of an object. */
export interface JsonMember {
  name: string;
  /** Both as they are written: the name between its quotes, the value. */
  nameText: Bytes;
  value: Bytes;
}

/** The members of an object in their order; `null` where the text is no JSON object. */
export function jsonMembers(text: Bytes): JsonMember[] | null {
  if (parseJsonObject(text) === null) return null;
  const members: JsonMember[] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const nameEnd = endOfString(text, at);
    const valueAt = skipSpace(text, text.indexOf(':', nameEnd) + 1);
    const valueEnd = endOfValue(text, valueAt);
    const nameText = text.slice(at, nameEnd);
    members.push({
      name: JSON.parse(toText(nameText) ?? nameText) as string,
      nameText,
      value: text.slice(valueAt, valueEnd),
    });
    at = skipSpace(text, valueEnd);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/**
 * Sets and removes members of an object; all others stay as they are written.
 * @param changes by name: the value as JSON text, `null` to remove it
 * @returns the text; `null` where it was no JSON object
 */
export function changeMembers(text: Bytes, changes: Readonly<Record<string, Bytes | null>>): Bytes | null {
  const members = jsonMembers(text);
  if (!members) return null;
  const known = new Set(members.map(({ name }) => name));
  const changed = [
    ...members.map(({ name, nameText, value }) => ({
      nameText,
      value: Object.hasOwn(changes, name) ? changes[name]! : value,
    })),
    ...Object.entries(changes).flatMap(([name, value]) =>
      known.has(name) ? [] : [{ nameText: JSON.stringify(name), value }],
    ),
  ];
  // Python writes a blank behind commas and colons, most others do not.
  const blank = /^\s*\{\s*"(?:[^"\\]|\\.)*":\s/.test(text) ? ' ' : '';
  return `{${changed
    .flatMap(({ nameText, value }) => (value === null ? [] : `${nameText}:${blank}${value}`))
    .join(`,${blank}`)}}`;
}

/** Where the string that begins at this quote ends; the text's end, where it is cut off. */
export function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** Where the value that begins here ends; the text's end, where it is cut off. */
export function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') {
      at = endOfString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && /[,\s]/.test(character)) return at;
  }
  return text.length;
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}
