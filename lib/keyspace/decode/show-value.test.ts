import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { encode } from '@msgpack/msgpack';
import { describe, expect, test } from 'vitest';
import { toBytes, type Bytes } from '@/lib/patterns/bytes';
import { unpacker } from '@/lib/server/decode-value';
import { shownValue } from '../shown-value';
import { showValue, type ShowOptions } from './show-value';

const latin1 = (bytes: Uint8Array): Bytes => Buffer.from(bytes).toString('latin1');
const bytes = (hex: string): Bytes => Buffer.from(hex, 'hex').toString('latin1');
const show = (value: Bytes, options: Partial<ShowOptions> = {}) =>
  shownValue.parse(showValue(value, { most: 4_096, ...options }, unpacker()));

/** `{"a":1,"b":"xxx…"}` of 111 bytes by the zstd program, level 3. */
const ZSTD = bytes('28b52ffd0458ad0000787b2261223a312c2262223a2278227d010020055f312c18ad');
const JSON_TEXT = JSON.stringify({ id: 7, name: 'Zoë', tags: ['a', 'b'] });

describe('what people wrote is shown as they wrote it', () => {
  test.each<[title: string, value: Bytes, form: string, text: string]>([
    ['text', toBytes('Grüße, 世界 🎉'), 'text', 'Grüße, 世界 🎉'],
    ['nothing', '', 'text', ''],
    ['lines', 'a\r\nb\tc', 'text', 'a\r\nb\tc'],
    [
      'colours of a terminal',
      `${'a line of a log '.repeat(5)}\x1b[0m`,
      'text',
      `${'a line of a log '.repeat(5)}\x1b[0m`,
    ],
    ['a whole number', '42', 'number', '42'],
    ['more digits than a double holds', '12345678901234567890', 'number', '12345678901234567890'],
    ['a fraction', '-0.5e-7', 'number', '-0.5e-7'],
    ['a date, which is no number', '2025-01-01', 'text', '2025-01-01'],
    ['an object', toBytes(JSON_TEXT), 'json', JSON_TEXT],
    ['an array with space', ' [1, 2]\n', 'json', ' [1, 2]\n'],
    ['a quoted text', '"hello"', 'json', '"hello"'],
    ['broken JSON', '{"a":', 'text', '{"a":'],
    ['a formula that begins like zlib', 'x^2 + y^2', 'text', 'x^2 + y^2'],
    ['numbers of 64 bits in JSON', '{"id":9007199254740993}', 'json', '{"id":9007199254740993}'],
  ])('%s', (_title, value, form, text) => {
    expect(show(value)).toEqual({
      ...{ bytes: value.length, shownBytes: value.length, truncated: false, form, wrappers: [] },
      ...{ unpackedBytes: null, text, note: null, raw: null },
    });
  });
});

describe('MessagePack', () => {
  const read = (value: unknown) => show(latin1(encode(value, { useBigInt64: true })));

  test.each<[title: string, value: unknown]>([
    ['a map', { id: 7, name: 'Zoë', ok: true, none: null, rate: 0.25, list: [1, -2, 70_000] }],
    ['an array of maps', [{ a: [] }, { a: {} }]],
    ['a long text in it', { text: 'x'.repeat(300) }],
    ['many elements', Array.from({ length: 70_000 }, (_, index) => index % 100)],
  ])('%s is shown as JSON', (_title, value) => {
    const shown = show(latin1(encode(value)), { most: 1_000_000 });
    expect(shown).toMatchObject({ form: 'messagepack', truncated: false });
    expect(JSON.parse(shown.text)).toEqual(value);
  });

  test('keeps numbers of 64 bits, bytes and times', () => {
    const at = new Date('2025-01-01T12:00:00.000Z');
    expect(read({ id: 9_007_199_254_740_993n, key: Uint8Array.of(10, 11), at, inf: Infinity }).text).toBe(
      '{\n  "id": 9007199254740993,\n  "key": "<2 bytes: 0a0b>",\n  "at": "2025-01-01T12:00:00.000Z",\n  "inf": "Infinity"\n}',
    );
  });

  test.each<[title: string, value: Bytes]>([
    ['a number alone', bytes('cd1234')],
    ['a text alone', bytes('a568656c6c6f')],
    ['one with bytes behind it', latin1(encode({ a: 1 })) + '\0'],
    ['one that ends early', latin1(encode({ a: 1, b: [1, 2, 3] })).slice(0, -1)],
    ['a byte that means nothing in it', bytes('91c1')],
    ['a forbidden name', latin1(encode(JSON.parse('{"__proto__":1}')))],
    ['an array that promises four thousand million elements', bytes('ddffffffff0101')],
    ['arrays that promise more, nested', bytes('dd0000ffff'.repeat(2_000))],
    ['nested without end', bytes('91'.repeat(100_000) + '00')],
  ])('is not what %s is', (_title, value) => {
    expect(show(value).form).toBe('binary');
  });

  test('that would be far longer as text is cut', () => {
    const deep = bytes('91'.repeat(60) + 'dd0000c350' + '01'.repeat(50_000));
    const shown = show(deep);
    expect(shown).toMatchObject({ form: 'messagepack', truncated: true });
    expect(shown.text).toHaveLength(4_096);
  });
});

describe('what is packed is unpacked', () => {
  test.each<[wrappers: string[], value: Bytes]>([
    [['gzip'], latin1(gzipSync(JSON_TEXT))],
    [['zlib'], latin1(deflateSync(JSON_TEXT))],
    [['deflate'], latin1(deflateRawSync(JSON_TEXT))],
    [['gzip', 'gzip'], latin1(gzipSync(gzipSync(JSON_TEXT)))],
    [['zlib', 'gzip', 'zlib'], latin1(deflateSync(gzipSync(deflateSync(JSON_TEXT))))],
  ])('%j', (wrappers, value) => {
    expect(show(value)).toMatchObject({
      ...{ bytes: value.length, truncated: false, wrappers, form: 'json', text: JSON_TEXT },
      unpackedBytes: Buffer.byteLength(JSON_TEXT),
    });
  });

  test('zstd, with and without a checksum, and MessagePack in it', () => {
    expect(show(ZSTD)).toMatchObject({ wrappers: ['zstd'], form: 'json', truncated: false });
    const packed = encode({ a: 1 });
    // One block as it is: magic, one segment of so many bytes, the last raw block.
    const frame =
      bytes('28b52ffd20') + String.fromCharCode(packed.length, packed.length * 8 + 1, 0, 0) + latin1(packed);
    expect(show(frame)).toMatchObject({ wrappers: ['zstd'], form: 'messagepack', text: '{\n  "a": 1\n}' });
  });

  test('no deeper than three times', () => {
    const shown = show(latin1(gzipSync(gzipSync(gzipSync(gzipSync('x'))))));
    expect(shown).toMatchObject({ wrappers: ['gzip', 'gzip', 'gzip'], form: 'binary' });
  });

  test.each<[title: string, pack: (value: Buffer) => Buffer]>([
    ['gzip', gzipSync],
    ['zlib', deflateSync],
  ])('the beginning of %s that is cut short', (wrapper, pack) => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index * 7919}`).join('\n');
    const value = latin1(pack(Buffer.from(lines)));
    const shown = show(value.slice(0, value.length / 2), { ofBytes: value.length });
    expect(shown).toMatchObject({ bytes: value.length, truncated: true, wrappers: [wrapper], form: 'text' });
    expect(lines.startsWith(shown.text)).toBe(true);
    expect(shown.text).toHaveLength(4_096);
  });

  test.each<[title: string, bomb: Bytes]>([
    ['gzip', latin1(gzipSync(Buffer.alloc(200_000_000, 65)))],
    ['zlib', latin1(deflateSync(Buffer.alloc(200_000_000, 65)))],
    ['gzip in gzip', latin1(gzipSync(gzipSync(Buffer.alloc(200_000_000, 65))))],
    // Blocks that say: 131,072 times this byte.
    ['zstd', bytes('28b52ffd0060' + '020010'.repeat(10_000).replaceAll('020010', '02001041') + '03001041')],
  ])('a bomb of %s no further than is shown', (_title, bomb) => {
    const shown = show(bomb);
    expect(shown).toMatchObject({ truncated: true, form: 'text' });
    expect(shown.unpackedBytes).toBeLessThanOrEqual(1_048_576);
    expect(shown.text).toMatch(/^A{4096}$/);
  });

  test('a window larger than any decoder should need is not made room for', () => {
    expect(show(bytes('28b52ffd00f8' + '0300104100'))).toMatchObject({
      form: 'binary',
      note: 'begins like zstd, but cannot be unpacked',
    });
  });

  test('damaged, it is shown as it is', () => {
    const value = latin1(gzipSync(JSON_TEXT));
    expect(show(value.slice(0, 12) + '\xff\xff\xff' + value.slice(15))).toMatchObject({
      ...{ form: 'binary', wrappers: [], note: 'begins like gzip, but cannot be unpacked' },
    });
  });
});

describe('what is not decoded is named', () => {
  test.each<[name: string | null, value: Bytes]>([
    ['Java serialisation', bytes('aced0005740003616263')],
    ['Python pickle', bytes('80049503000000000000004b014b022e')],
    ['PHP serialize', 'O:4:"User":1:{s:10:"\0User\0name";s:3:"ann";}'],
    ['Ruby Marshal', bytes('04087b063a06616906')],
    ['.NET BinaryFormatter', bytes('0001000000ffffffff0100000000000000')],
    ['LZ4 frame', bytes('04224d186440a7')],
    ['Snappy frames', bytes('ff060000734e61507059')],
    ['HyperLogLog of Redis', 'HYLL\x01\0\0\0'],
    ['PNG image', bytes('89504e470d0a1a0a0000')],
    ['probably Protocol Buffers', bytes('0896011205') + 'alice' + bytes('1801')],
    [null, bytes('deadbeef00')],
  ])('%s', (note, value) => {
    expect(show(value)).toMatchObject({ form: 'binary', note, wrappers: [] });
  });

  test('PHP serialize is text where it is', () => {
    const value = 'a:1:{s:4:"name";s:3:"ann";}';
    expect(show(value)).toMatchObject({ form: 'text', text: value, note: 'PHP serialize' });
  });

  test('a hex dump has offset, bytes and ASCII, and says that it is cut', () => {
    expect(show(bytes('00ff') + 'Redis says hello!\0').text).toBe(
      '00000000  00 ff 52 65 64 69 73 20  73 61 79 73 20 68 65 6c  |..Redis says hel|\n' +
        '00000010  6c 6f 21 00                                       |lo!.|',
    );
    const long = show('\0'.repeat(5_000));
    expect(long.truncated).toBe(true);
    expect(long.text.split('\n')).toHaveLength(32);
  });
});

describe('a part of a value', () => {
  test('ends with a whole character', () => {
    const value = toBytes('äöü');
    expect(show(value.slice(0, 3), { ofBytes: 6 })).toMatchObject({
      form: 'text',
      text: 'ä',
      truncated: true,
    });
  });

  test('is no number and no JSON by itself, and from the middle on nothing is unpacked', () => {
    expect(show('12', { ofBytes: 5 }).form).toBe('text');
    expect(show('{}', { ofBytes: 5 }).form).toBe('text');
    const packed = latin1(gzipSync('x'));
    expect(show(packed, { offset: 64, ofBytes: 64 + packed.length })).toMatchObject({
      ...{ form: 'binary', wrappers: [], truncated: true },
      text: expect.stringMatching(/^00000040 {2}1f 8b/) as string,
    });
  });

  test('is cut between characters', () => {
    expect(show(toBytes('😀😀'), { most: 3 })).toMatchObject({ text: '😀', truncated: true });
  });

  test('comes raw where it is asked for', () => {
    expect(show(bytes('00ff10'), { raw: 'hex' }).raw).toBe('00ff10');
    expect(show(bytes('00ff10'), { raw: 'base64' }).raw).toBe('AP8Q');
  });
});

/** Numbers that look like chance and are the same each time (a linear congruential generator). */
function* chance(seed: number) {
  for (let state = seed; ;) yield (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) >>> 24;
}

describe('never throws', () => {
  const heads = [
    '',
    '1f8b08',
    '1f8b0800000000000003',
    '789c',
    '28b52ffd',
    '28b52ffd0458',
    '81a161',
    'dc0010',
  ];

  test.each(heads)('of random bytes behind %s', (head) => {
    const bytesOf = chance(42);
    // One answer's: what takes its time away is then left as it is.
    const unpack = unpacker();
    for (let round = 0; round < 300; round++) {
      const tail = Array.from({ length: round % 90 }, () => bytesOf.next().value as number);
      const value = bytes(head) + String.fromCharCode(...tail);
      expect(showValue(value, { most: 4_096 }, unpack).bytes).toBe(value.length);
    }
  });

  test('of what is packed with a byte changed, or the end missing', () => {
    const bytesOf = chance(7);
    const packed = [
      latin1(gzipSync(JSON_TEXT)),
      latin1(deflateSync(JSON_TEXT)),
      ZSTD,
      latin1(encode({ a: [1, 'x'] })),
    ];
    for (const value of packed) {
      for (let at = 0; at < value.length; at++) {
        const other = String.fromCharCode(bytesOf.next().value as number);
        expect(show(value.slice(0, at) + other + value.slice(at + 1)).shownBytes).toBe(value.length);
        expect(show(value.slice(0, at)).shownBytes).toBe(at);
      }
    }
  });
});
