import { describe, expect, test } from 'vitest';
import { toBytes } from '../bytes';
import { skimJson, skimMsgpack, type Skimmed } from './skim';

const sizes = (skimmed: Skimmed | null) =>
  skimmed && Object.fromEntries([...skimmed.fields].map(([name, { bytes }]) => [name, bytes]));

describe('JSON', () => {
  test('names and sizes of its members, values on request', () => {
    const skimmed = skimJson(
      toBytes('{ "user_id": 7, "data": {"a": [1, "}"]}, "name": "Ü\\"", "ok": true }'),
    )!;
    expect(sizes(skimmed)).toEqual({ user_id: 1, data: 15, name: 6, ok: 4 });
    expect(skimmed.whole).toBe(true);
    expect(skimmed.fields.get('name')!.read()).toBe('Ü"');
  });

  test('that was cut off, as far as it goes', () => {
    const skimmed = skimJson('{"user_id":"7","data":{"a":"xxxx')!;
    expect(sizes(skimmed)).toEqual({ user_id: 3, data: null });
    expect(skimmed.whole).toBe(false);
    expect(skimmed.fields.get('data')!.read()).toBeUndefined();
    expect(sizes(skimJson('{"user_id":1,"da'))).toEqual({ user_id: 1 });
  });

  test.each(['', '[1]', '{a:1}', '{"a" 1}', '{"a":1;"b":2}', 'text', '7'])('%j is no object', (text) =>
    expect(skimJson(text)).toBeNull(),
  );
});

describe('MessagePack', () => {
  /** Of msgpackr: {_permanent: true, _user_id: "7", cart: [1, 2.5, {a: null}], n: -3, big: 2**32, note: 300 × "x"} */
  const head =
    '86aa5f7065726d616e656e74c3a85f757365725f6964a137a4636172749301cb400400000000000081a161c0a16efda3626967';
  const packed = Buffer.from(`${head}cb41f0000000000000a46e6f7465da012c${'78'.repeat(300)}`, 'hex').toString(
    'latin1',
  );

  test('names and sizes of its entries, texts and numbers on request', () => {
    const skimmed = skimMsgpack(packed)!;
    expect(sizes(skimmed)).toEqual({ _permanent: 1, _user_id: 2, cart: 15, n: 1, big: 9, note: 303 });
    expect(skimmed.whole).toBe(true);
    expect(skimmed.fields.get('_user_id')!.read()).toBe('7');
    expect(skimmed.fields.get('n')!.read()).toBe(-3);
    expect(skimmed.fields.get('cart')!.read()).toBeUndefined();
  });

  test('cut off anywhere: what was whole stays right', () => {
    const all = sizes(skimMsgpack(packed))!;
    for (let length = 1; length < packed.length; length++) {
      const skimmed = skimMsgpack(packed.slice(0, length))!;
      expect(skimmed.whole).toBe(false);
      for (const [name, bytes] of Object.entries(sizes(skimmed)!)) expect([all[name], null]).toContain(bytes);
    }
  });

  test.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['an empty map', '\x80'],
    ['a pickle', '\x80\x05\x95'],
    ['a map of numbers', '\x81\x01\x02'],
    ['an array', '\x91\x01'],
    ['Java', '\xac\xed\0\x05'],
  ])('%s is no map', (_, bytes) => expect(skimMsgpack(bytes)).toBeNull());
});
