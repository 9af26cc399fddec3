import { SHAPES } from './command-shapes';
import { moreArguments } from './parse-slowlog';

/** What one argument of a command line is. */
export type Role =
  /** The name of a key or channel. */
  | 'key'
  /** Data of the application. */
  | 'value'
  /** Part of the command: a subcommand, an option, the name of a setting or a function. */
  | 'word'
  /** A bound, a count, a cursor, an address: no data, though it differs from call to call. */
  | 'detail'
  /** The server's own `... (20 more arguments)`. */
  | 'more';

export interface Argument {
  role: Role;
  text: string;
  /** One of several of a kind, like the keys of MGET or the fields of HSET. */
  isRepeated: boolean;
}

/**
 * Says what the arguments of a command are, by its shape in `SHAPES`.
 *
 * @param args the whole command line; anything at all may stand in it
 * @returns one entry an argument, without the command's name; of a command that is not in the table the first
 *   argument counts as a key and the others as values
 */
export function describeArguments(args: readonly string[]): Argument[] {
  const name = args[0]?.toLowerCase() ?? '';
  const shape = SHAPES.get(`${name}|${args[1]?.toLowerCase()}`) ?? SHAPES.get(name) ?? 'kv*';
  const isCut = args.length > 1 && moreArguments(args.at(-1)) !== null;
  const line = new Line(args.slice(1, isCut ? -1 : undefined));
  line.follow(shape);
  return isCut ? [...line.read, { role: 'more', text: args.at(-1)!, isRepeated: false }] : line.read;
}

class Line {
  readonly read: Argument[] = [];

  constructor(private readonly args: readonly string[]) {}

  follow(shape: string) {
    const steps = shape.match(/\([a-z]+\)\*|[a-z]\*?/g) ?? [];
    steps.forEach((step, index) => {
      const letters = step.replace(/[()*]/g, '');
      if (letters === 'o') return this.options();
      if (!step.endsWith('*')) return this.take(letters, false);
      const end = this.args.length - (steps.length - 1 - index);
      for (let i = 0; this.read.length < end; i++) this.take(letters[i % letters.length]!, letters !== 'p');
    });
    while (this.next !== undefined) this.put('value', true);
  }

  private get next(): string | undefined {
    return this.args[this.read.length];
  }

  private put(role: Role, isRepeated = false) {
    if (this.next !== undefined) this.read.push({ role, text: this.next, isRepeated });
  }

  private take(letter: string, isRepeated: boolean) {
    if (letter === 'k') this.put('key', isRepeated);
    else if (letter === 'w') this.put('word', isRepeated);
    else if (letter === 'd') this.put('detail', isRepeated);
    else if (letter === 'p') this.put(isOption(this.next) ? 'word' : isBound(this.next) ? 'detail' : 'value');
    else if (letter === 'n') this.numberedKeys();
    else if (letter === 'l') this.leadingOptions();
    else if (letter === 's') this.streams();
    else this.put('value', isRepeated);
  }

  private numberedKeys() {
    const count = Number(this.next);
    this.put('detail');
    for (let i = 0; i < count && this.next !== undefined; i++) this.put('key', true);
  }

  /** `NOMKSTREAM MAXLEN ~ 1000 *`; what follows `*` or `FIELDS 2` is data, were it named like an option. */
  private leadingOptions() {
    while (isOption(this.next)) {
      const word = this.next!.toUpperCase();
      this.put('word');
      if (word === '*') return;
      if (isBound(this.next)) this.put('detail');
      if (word === 'FIELDS') return;
    }
  }

  /** A number is shown behind a word or a shown number only: `LIMIT 0 10`. */
  private options() {
    for (let before = ''; this.next !== undefined;) {
      const text = this.next;
      const last = this.read.at(-1)?.role;
      if (before === 'KEYS') this.put('key', true);
      else if (KEY_FOLLOWS.has(before) && last === 'word') this.put('key');
      else if (isOption(text)) {
        this.put('word');
        before = text.toUpperCase();
      } else this.put(isBound(text) && (last === 'word' || last === 'detail') ? 'detail' : 'value');
    }
  }

  /** `COUNT 10 STREAMS key1 key2 id1 id2`: behind the word, one half keys and one half ids. */
  private streams() {
    while (this.next !== undefined && this.next.toUpperCase() !== 'STREAMS') this.take('p', false);
    this.put('word');
    const keys = Math.ceil((this.args.length - this.read.length) / 2);
    for (let i = 0; i < keys; i++) this.put('key', true);
    while (this.next !== undefined) this.put('detail', true);
  }
}

/** Options of SORT, GEORADIUS and SCAN that name a key, or keys by a pattern. */
const KEY_FOLLOWS = new Set(['STORE', 'STOREDIST', 'MATCH']);

const OPTIONS = new Set(
  `ABSTTL AFTER AGGREGATE ALPHA ANY ASC AUTH AUTH2 BEFORE BIT BLOCK BY BYBOX BYLEX BYRADIUS BYSCORE BYTE CH COPY COUNT DESC
  ENTRIES EX EXAT FIELDS FNX FORCE FREQ FROMLONLAT FROMMEMBER FT FXX GET GROUP GT IDLE IDLETIME INCR JUSTID KEEPTTL
  KEYS KM LEFT LEN LIMIT LT M MATCH MAX MAXLEN MI MIN MINID NOACK NOMKSTREAM NOVALUES NX OVERFLOW PERSIST PX PXAT
  RANK REPLACE RETRYCOUNT REV RIGHT SAMPLES STORE STOREDIST STREAMS SUM TIME TYPE WEIGHTS WITHCOORD WITHDIST WITHHASH
  WITHSCORE WITHSCORES WITHVALUES XX ~ = *`.split(/\s+/),
);

const isOption = (text: string | undefined) => text !== undefined && OPTIONS.has(text.toUpperCase());

/** A number, an end of a range or a stream id: `-1`, `(1.5`, `+inf`, `+`, `$`, `>`, `1700000000000-0`. */
const BOUND = /^(?:\(?[-+]?(?:\d{1,20}(?:\.\d{1,20})?|inf)|[-+$>]|\d{1,20}-\d{1,20})$/i;

const isBound = (text: string | undefined) => text !== undefined && BOUND.test(text);
