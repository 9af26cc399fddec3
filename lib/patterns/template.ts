import { toBytes, type Bytes } from './bytes';

/** What the part of a name between braces may be; a field without a kind is anything, colons included. */
const KINDS = {
  segment: '[^:]+',
  /** What many names share, not what tells one from the next: letters, with a digit or two (`v2`, not `user1001`). */
  word: '[A-Za-z_./-]+(?:\\d{1,2}[A-Za-z_./-]+)*\\d{0,2}',
  /** The name of a function of two words or more: `get_user_profile`. */
  function: '[A-Za-z]+\\d{0,2}(?:_[A-Za-z]+\\d{0,2})+',
  number: '\\d+',
  uuid: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  md5: '[0-9a-f]{32}',
  ulid: '[0-9A-HJKMNP-TV-Z]{26}',
  /** Seconds since 1970. */
  epoch: '[1-4]\\d{9}',
  /** Hours since 1970. */
  epochHour: '[34]\\d{5}|[5-9]\\d{5}',
  /** `floor(epoch seconds / window length)`. */
  windowNumber: '\\d{5,10}',
  YYYYMMDDHH: '(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[01]\\d|2[0-3])',
  YYYYMMDD: '(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])',
  YYYYMM: '(?:19|20)\\d{2}(?:0[1-9]|1[0-2])',
  'YYYY-MM-DD': '(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])',
  /** A day in either form. */
  date: '(?:19|20)\\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\\d|3[01])',
} as const;

/** How long a field of these kinds is at least; of the others, one byte. */
const LEAST: Partial<Record<FieldKind, number>> = {
  uuid: 36,
  md5: 32,
  ulid: 26,
  epoch: 10,
  epochHour: 6,
  windowNumber: 5,
  YYYYMMDDHH: 10,
  YYYYMMDD: 8,
  YYYYMM: 6,
  'YYYY-MM-DD': 10,
  date: 8,
};

/** Of a field without a kind. */
const ANYTHING = '.+?';

export type FieldKind = keyof typeof KINDS;

/** A name rule, such as `counter:{metric}:hourly:{bucket:YYYYMMDDHH}`. */
export interface Template {
  source: string;
  /** The names between braces, in their order. */
  fields: readonly string[];
  /** What stands before the first field, and after the last one. */
  head: Bytes;
  tail: Bytes;
  /** The longest text between two fields; empty where there is none. */
  core: Bytes;
  /** No key of this form is shorter. */
  least: number;
  /** All keys of this form, where it is nothing but a choice of words; else `null`. */
  names: readonly Bytes[] | null;
  /** Matches whole keys; its groups are the fields. */
  expression: RegExp;
  /** The fields' values in a key of this form; `null` for any other key. */
  match(name: Bytes): Record<string, Bytes> | null;
  /** The key with these values. @throws Error that names a field without a value */
  fill(values: Readonly<Record<string, Bytes | number>>): Bytes;
}

/** Longer templates, or such with more fields, are a mistake; matching them would take long. */
const MAX_LENGTH = 200;
const MAX_FIELDS = 8;

/**
 * Reads a name rule. `{name}` is a field of any text, `{name:kind}` one of a kind (`segment`: no colon, `number`,
 * `uuid`, `epoch`, `YYYYMMDD` …), `{name:a|b}` one of some words; `\{` and `\}` are braces of the key itself.
 * @throws Error that says what is wrong and where
 */
export function compileTemplate(source: string): Template {
  if (source === '') throw new Error('the template is empty');
  if (source.length > MAX_LENGTH) throw new Error(`the template is longer than ${MAX_LENGTH} characters`);
  const parts = parse(source);
  const fields = parts.flatMap((part) => ('field' in part ? [part.field] : []));
  if (fields.length > MAX_FIELDS) throw new Error(`the template has more than ${MAX_FIELDS} fields`);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) throw new Error(`{${twice}} stands in the template twice`);

  const expression = new RegExp(`^${parts.map((_, index) => toExpression(parts, index)).join('')}$`, 's');
  const literal = (index: number) => {
    const part = parts.at(index)!;
    return 'text' in part ? part.text : '';
  };
  return {
    source,
    fields,
    head: literal(0),
    tail: fields.length === 0 ? '' : literal(-1),
    core: parts
      .slice(1, -1)
      .reduce((core, part) => ('text' in part && part.text.length > core.length ? part.text : core), ''),
    least: parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : part.least), 0),
    names: parts.length === 1 && 'field' in parts[0]! ? parts[0].words : null,
    expression,
    match(name) {
      const found = expression.exec(name);
      if (!found) return null;
      const values: Record<string, Bytes> = {};
      fields.forEach((field, index) => (values[field] = found[index + 1]!));
      return values;
    },
    fill(values) {
      return parts
        .map((part) => {
          if ('text' in part) return part.text;
          const value = values[part.field];
          if (value === undefined) throw new Error(`{${part.field}} of ${source} has no value`);
          return String(value);
        })
        .join('');
    },
  };
}

/** A field: what it may be, how long it is at least, and of a choice its words. */
interface Field {
  field: string;
  expression: string;
  least: number;
  words: readonly Bytes[] | null;
}

type Part = { text: Bytes } | Field;

function parse(source: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push({ text: toBytes(text) });
    text = '';
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === '\\' && /[\\{}]/.test(source[at + 1] ?? '')) text += source[++at]!;
    else if (character === '}')
      throw new Error(`the } at position ${at + 1} closes nothing; write \\} for a brace`);
    else if (character !== '{') text += character;
    else {
      const end = source.indexOf('}', at);
      if (end < 0) throw new Error(`the { at position ${at + 1} is never closed; write \\{ for a brace`);
      flush();
      const field = toField(source.slice(at + 1, end));
      const last = parts.at(-1);
      if (last && 'field' in last)
        throw new Error(`{${last.field}} and {${field.field}} need a character between them`);
      parts.push(field);
      at = end;
    }
  }
  flush();
  return parts;
}

function toField(inside: string): Field {
  const [, field, kind] = /^([A-Za-z]\w*)(?::(.+))?$/s.exec(inside) ?? [];
  if (field === undefined) throw new Error(`{${inside}} needs a name of letters and digits`);
  if (kind === undefined) return { field, expression: ANYTHING, least: 1, words: null };
  if (Object.hasOwn(KINDS, kind)) {
    const known = kind as FieldKind;
    return { field, expression: KINDS[known], least: LEAST[known] ?? 1, words: null };
  }
  if (!kind.includes('|'))
    throw new Error(`{${inside}} has an unknown kind; the kinds are ${Object.keys(KINDS).join(', ')}`);
  const words = kind.split('|').map(toBytes);
  return {
    field,
    expression: words.map(escape).join('|'),
    least: Math.min(...words.map(({ length }) => length)),
    words,
  };
}

/**
 * Of two fields in a row that may be anything, the first ends where the text between them is found first: looking on
 * gains nothing, since the second takes whatever comes. The lookahead, which is never entered again, forbids it: else
 * a name full of colons would take seconds.
 */
function toExpression(parts: readonly Part[], index: number): string {
  const part = parts[index]!;
  if ('text' in part) return escape(part.text);
  const [between, next] = [parts[index + 1], parts[index + 2]];
  const isOpen = (each: Part | undefined) => each && 'field' in each && each.expression === ANYTHING;
  if (!isOpen(part) || !isOpen(next) || !between || !('text' in between)) return `(${part.expression})`;
  const group = parts.slice(0, index + 1).filter((each) => 'field' in each).length;
  return `(?=(${ANYTHING})${escape(between.text)})(?:\\${group})`;
}

/** Text as an expression that matches just that. */
export const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
