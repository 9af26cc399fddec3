import { describe, expect, test } from 'vitest';
import type { Reply } from './reply';
import { RespReader, type RespReaderOptions } from './resp-reader';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const everyByte = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');

/** Reads the chunks; the replies, and the push messages behind them. */
function read(chunks: readonly Uint8Array[], options: Partial<RespReaderOptions> = {}) {
  const replies: Reply[] = [];
  const pushes: Reply[][] = [];
  const reader = new RespReader({
    onReply: (reply) => replies.push(reply),
    onPush: (message) => pushes.push(message),
    ...options,
  });
  for (const chunk of chunks) reader.feed(chunk);
  return { replies, pushes, reader };
}

const TABLE: [name: string, wire: string, reply: Reply][] = [
  ['status', '+OK\r\n', 'OK'],
  ['empty status', '+\r\n', ''],
  [
    'long status',
    '+Background append only file rewriting started\r\n',
    'Background append only file rewriting started',
  ],
  ['error', '-NOPERM No permissions to access a key\r\n', new Error('NOPERM No permissions to access a key')],
  ['integer', ':1000\r\n', 1000],
  ['zero', ':0\r\n', 0],
  ['negative integer', ':-2\r\n', -2],
  ['integer with a plus', ':+7\r\n', 7],
  ['integer as large as numbers are exact', ':9007199254740991\r\n', 9007199254740991],
  ['integer beyond', ':9007199254740993\r\n', 9007199254740993n],
  ['smallest integer', ':-9223372036854775808\r\n', -9223372036854775808n],
  ['bulk string', '$5\r\nhello\r\n', 'hello'],
  ['empty bulk string', '$0\r\n\r\n', ''],
  ['bulk string of any byte', `$256\r\n${everyByte}\r\n`, everyByte],
  ['bulk string that looks like RESP', '$7\r\n*1\r\n:1\r\r\n', '*1\r\n:1\r'],
  ['null of RESP2', '$-1\r\n', null],
  ['null array of RESP2', '*-1\r\n', null],
  ['null of RESP3', '_\r\n', null],
  ['array', '*3\r\n:1\r\n$1\r\na\r\n+b\r\n', [1, 'a', 'b']],
  ['empty array', '*0\r\n', []],
  [
    'array with nulls and errors',
    '*4\r\n$-1\r\n_\r\n*-1\r\n-ERR x\r\n',
    [null, null, null, new Error('ERR x')],
  ],
  [
    'page of SCAN',
    '*2\r\n$20\r\n18446744073709551615\r\n*2\r\n$2\r\n\xff\0\r\n$0\r\n\r\n',
    ['18446744073709551615', ['\xff\0', '']],
  ],
  ['nested arrays', '*2\r\n*1\r\n*0\r\n*1\r\n*1\r\n:1\r\n', [[[]], [[1]]]],
  ['true', '#t\r\n', true],
  ['false', '#f\r\n', false],
  ['double', ',3.25\r\n', 3.25],
  ['double with an exponent', ',-1.5e+10\r\n', -1.5e10],
  ['whole double', ',10\r\n', 10],
  ['infinity', ',inf\r\n', Infinity],
  ['negative infinity', ',-inf\r\n', -Infinity],
  ['no number', ',nan\r\n', NaN],
  [
    'big number',
    '(-3492890328409238509324850943850943825024385\r\n',
    -3492890328409238509324850943850943825024385n,
  ],
  ['bulk error', '!21\r\nSYNTAX invalid syntax\r\n', new Error('SYNTAX invalid syntax')],
  ['verbatim string', '=15\r\ntxt:Some string\r\n', 'Some string'],
  ['empty verbatim string', '=4\r\nmkd:\r\n', ''],
  ['map', '%2\r\n+a\r\n:1\r\n:2\r\n*0\r\n', new Map<Reply, Reply>([['a', 1], [2, []]])], // prettier-ignore
  ['empty map', '%0\r\n', new Map()],
  ['set', '~2\r\n+a\r\n:1\r\n', new Set<Reply>(['a', 1])],
  ['empty set', '~0\r\n', new Set()],
  ['map in a map', '%1\r\n+a\r\n%1\r\n+b\r\n~0\r\n', new Map([['a', new Map([['b', new Set()]])]])],
  ['reply behind an attribute', '|1\r\n+ttl\r\n*2\r\n:1\r\n:2\r\n:5\r\n', 5],
  ['reply behind an empty attribute', '|0\r\n+OK\r\n', 'OK'],
  ['element behind an attribute', '*2\r\n|1\r\n+a\r\n+b\r\n:1\r\n:2\r\n', [1, 2]],
  ['reply behind a push message', '>2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n:1\r\n', 1],
];

describe('every kind of reply', () => {
  test.each(TABLE)('%s', (_, wire, reply) => {
    expect(read([bytes(wire)]).replies).toEqual([reply]);
  });

  test.each(TABLE)('%s, cut at every position', (_, wire, reply) => {
    // What follows shows that nothing was lost or read twice.
    const stream = bytes(`${wire}:7\r\n${wire}`);
    for (let cut = 0; cut <= stream.length; cut++) {
      const { replies, reader } = read([stream.subarray(0, cut), stream.subarray(cut)]);
      expect(replies).toEqual([reply, 7, reply]);
      expect(reader.isInReply).toBe(false);
    }
  });

  test.each(TABLE)('%s, byte by byte', (_, wire, reply) => {
    const chunks = [...bytes(wire + wire)].map((byte) => Uint8Array.of(byte));
    expect(read(chunks).replies).toEqual([reply, reply]);
  });

  test('a plain Uint8Array that is a part of a larger one', () => {
    const all = Uint8Array.from(bytes('xxx$3\r\nabc\r\nyyy'));
    expect(read([all.subarray(3, 12)]).replies).toEqual(['abc']);
  });

  test('a chunk may be used anew', () => {
    const chunk = Buffer.alloc(4);
    const replies: Reply[] = [];
    const reader = new RespReader({ onReply: (reply) => replies.push(reply) });
    for (const part of ['$6\r\n', 'abcd', 'ef\r\n', '+OK\r', '\n:12', '34\r\n']) {
      const length = chunk.write(part, 'latin1');
      reader.feed(chunk.subarray(0, length));
    }
    expect(replies).toEqual(['abcdef', 'OK', 1234]);
  });

  test('a long string in many chunks', () => {
    const long = 'abcdefghij'.repeat(50_000);
    const wire = bytes(`*2\r\n$${long.length}\r\n${long}\r\n:1\r\n`);
    const chunks = Array.from({ length: Math.ceil(wire.length / 7_777) }, (_, index) =>
      wire.subarray(index * 7_777, (index + 1) * 7_777),
    );
    expect(read(chunks).replies).toEqual([[long, 1]]);
  });

  test('words that take turns', () => {
    const words = ['string', 'hash', 'list', 'set', 'zset', 'stream', 'ReJSON-RL', 'none', 'a', 'b', ''];
    const wire = words.map((word) => `+${word}\r\n$${word.length}\r\n${word}\r\n`).join('');
    expect(read([bytes(wire + wire)]).replies).toEqual([...words, ...words].flatMap((word) => [word, word]));
  });

  test('one refusal of many keys is one error', () => {
    const { replies } = read([bytes('-NOPERM no\r\n-ERR other\r\n-NOPERM no\r\n')]);
    expect(replies[0]).toBe(replies[2]);
    expect(replies[1]).toEqual(new Error('ERR other'));
  });
});

describe('push messages', () => {
  const wire = bytes('+a\r\n>2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n>0\r\n+b\r\n');

  test('are handed elsewhere', () => {
    const { replies, pushes } = read([wire]);
    expect(replies).toEqual(['a', 'b']);
    expect(pushes).toEqual([['invalidate', ['k']], []]);
  });

  test('are skipped where nobody asks', () => {
    expect(read([wire], { onPush: undefined }).replies).toEqual(['a', 'b']);
  });
});

test.each<[string, boolean]>([
  ['', false],
  ['+OK\r\n', false],
  ['+OK\r', true],
  ['$3\r\n', true],
  ['$3\r\nab', true],
  ['*1\r\n', true],
  ['|1\r\n:1\r\n', true],
])('after %j it is in a reply: %s', (wire, expected) => {
  expect(read([bytes(wire)]).reader.isInReply).toBe(expected);
});

describe('what is no RESP is named', () => {
  test.each([
    ['HTTP/1.1 400 Bad Request\r\n', 'a reply that begins with "HTTP/1.1 400 Bad Request\\r\\n"'],
    ['H', 'a reply that begins with "H"'],
    ['\x15\x03\x01', 'a reply that begins with "\\u0015\\u0003\\u0001"'],
    [':12a\r\n', 'the number "12a"'],
    [':\r\n', 'the number ""'],
    [':-\r\n', 'the number "-"'],
    ['$abc\r\n', 'the number "abc"'],
    ['$-2\r\n', 'the length "-2"'],
    ['%-1\r\n', 'the length "-1"'],
    ['$?\r\n', 'the number "?"'],
    ['*99999999999999999999\r\n', 'the length "99999999999999999999"'],
    ['+a\rb\r\n', 'the line "+a\\rb"'],
    ['+a\nb\r\n', 'the line "+a\\n"'],
    ['$1\r\nabc\r\n', '"bc" behind a string of 1 bytes'],
    ['#x\r\n', 'the line "#x"'],
    ['_x\r\n', 'the line "_x"'],
    [',1,5\r\n', 'the line ",1,5"'],
    ['(1.5\r\n', 'the line "(1.5"'],
    ['=3\r\nabc\r\n', 'the verbatim string "abc"'],
    ['*1\r\n>0\r\n', 'a push message inside a reply'],
  ])('%j', (wire, met) => {
    expect(() => read([bytes(wire)])).toThrow(`This is no RESP: ${met}`);
    // However it is cut, there is an error; what it quotes may be less.
    expect(() => read([...bytes(wire)].map((byte) => Uint8Array.of(byte)))).toThrow('This is no RESP: ');
  });

  test('a line without an end', () => {
    const message = 'This is no RESP: a line of more than 65536 bytes: "+aaaa';
    expect(() => read([bytes(`+${'a'.repeat(70_000)}\r\n`)])).toThrow(message);
    expect(() => read(Array.from({ length: 70 }, () => bytes(`+${'a'.repeat(999)}`)))).toThrow(message);
  });

  test('and the reader says so for ever', () => {
    const { reader } = read([]);
    expect(() => reader.feed(bytes('?'))).toThrow('"?"');
    expect(() => reader.feed(bytes('+OK\r\n'))).toThrow('"?"');
  });

  test('as is what the caller throws', () => {
    const reader = new RespReader({
      onReply: () => {
        throw new Error('stop');
      },
    });
    expect(() => reader.feed(bytes('+OK\r\n'))).toThrow('stop');
    expect(() => reader.feed(bytes('+OK\r\n'))).toThrow('stop');
  });
});

describe('limits', () => {
  test.each([
    ['$101\r\n', 'a string of 101 bytes'],
    ['*34\r\n', 'a collection of 34 elements'],
    ['%17\r\n', 'a collection of 17 elements'],
    ['*2\r\n$60\r\n' + 'a'.repeat(60) + '\r\n$41\r\n', 'a string of 41 bytes'],
    ['*20\r\n*20\r\n' + ':1\r\n'.repeat(20) + '*20\r\n', 'a collection of 20 elements'],
  ])('a reply of more than 100 bytes: %j', (wire, met) => {
    expect(() => read([bytes(wire)], { maxBytes: 100 })).toThrow(
      `The reply is longer than 100 bytes: ${met}`,
    );
  });

  test('are those of one reply, not of all', () => {
    const wire = `$90\r\n${'a'.repeat(90)}\r\n*1\r\n$90\r\n${'a'.repeat(90)}\r\n|1\r\n+a\r\n$90\r\n${'a'.repeat(90)}\r\n:1\r\n`;
    expect(read([bytes(wire.repeat(3))], { maxBytes: 100 }).replies).toHaveLength(9);
  });

  test('of depth', () => {
    expect(read([bytes(`${'*1\r\n'.repeat(32)}:1\r\n`)]).replies).toHaveLength(1);
    expect(() => read([bytes('*1\r\n'.repeat(33))])).toThrow('nested deeper than 32 levels');
  });
});

/** Marsaglia's xorshift. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A random reply and its bytes, as the specification writes them: the plain model. */
function anyReply(pick: (below: number) => number, depth: number): { wire: string; reply: Reply } {
  const text = Array.from({ length: pick(12) }, () => String.fromCharCode(pick(256))).join('');
  const line = text.replace(/[\r\n]/g, '');
  const some = () => Array.from({ length: pick(5) }, () => anyReply(pick, depth + 1));
  switch (pick(depth > 3 ? 10 : 14)) {
    case 0:
      return { wire: `+${line}\r\n`, reply: line };
    case 1:
      return { wire: `-${line}\r\n`, reply: new Error(line) };
    case 2: {
      const number = pick(2 ** 31) - pick(2 ** 31);
      return { wire: `:${number}\r\n`, reply: number };
    }
    case 3:
      return { wire: '$-1\r\n', reply: null };
    case 4:
      return { wire: '_\r\n', reply: null };
    case 5: {
      const number = (pick(2 ** 31) - pick(2 ** 31)) / 1024;
      return { wire: `,${number}\r\n`, reply: number };
    }
    case 6:
      return pick(2) === 0 ? { wire: '#t\r\n', reply: true } : { wire: '#f\r\n', reply: false };
    case 7: {
      const number = BigInt(pick(2 ** 31)) ** 3n;
      return { wire: `(${number}\r\n`, reply: number };
    }
    case 8:
      return { wire: `=${text.length + 4}\r\ntxt:${text}\r\n`, reply: text };
    case 9:
      return { wire: `$${text.length}\r\n${text}\r\n`, reply: text };
    case 10: {
      const items = some();
      const wire = `*${items.length}\r\n${items.map((item) => item.wire).join('')}`;
      return { wire, reply: items.map((item) => item.reply) };
    }
    case 11: {
      const items = some();
      const wire = `~${items.length}\r\n${items.map((item) => item.wire).join('')}`;
      return { wire, reply: new Set(items.map((item) => item.reply)) };
    }
    case 12: {
      const pairs = some().map((value, index) => ({ key: `k${index}`, value }));
      const wire = pairs.map(({ key, value }) => `+${key}\r\n${value.wire}`).join('');
      const reply = new Map<Reply, Reply>(pairs.map(({ key, value }) => [key, value.reply]));
      return { wire: `%${pairs.length}\r\n${wire}`, reply };
    }
    default: {
      const { wire, reply } = anyReply(pick, depth + 1);
      return {
        wire: `|1\r\n${anyReply(pick, depth + 1).wire}${anyReply(pick, depth + 1).wire}${wire}`,
        reply,
      };
    }
  }
}

test('random replies in random chunks are read as they were written', () => {
  const pick = random(20_261_121);
  for (let round = 0; round < 300; round++) {
    const sent = Array.from({ length: 1 + pick(12) }, () => anyReply(pick, 0));
    const wire = bytes(sent.map((each) => each.wire).join(''));
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < wire.length;) {
      const length = 1 + pick(pick(4) === 0 ? 200 : 9);
      chunks.push(wire.subarray(at, at + length));
      at += length;
    }
    expect(read(chunks).replies).toEqual(sent.map((each) => each.reply));
  }
});
