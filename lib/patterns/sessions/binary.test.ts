import { describe, expect, test } from 'vitest';
import { javaInteger, javaLong, javaText, readJava } from './java';
import { isPickle, pickledText } from './pickle';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');

describe('Java', () => {
  /** Of `new ObjectOutputStream(…).writeObject(Long.valueOf(1700000000000L))`. */
  const long = bytes(
    'aced0005 7372 000e 6a6176612e6c616e672e4c6f6e67 3b8be490cc8f23df 020001 4a 0005 76616c7565 78 72 0010' +
      '6a6176612e6c616e672e4e756d626572 86ac951d0b94e08b 020000 78 70 0000018bcfe56800',
  );

  test('a Long, an Integer and a String, both ways', () => {
    expect(readJava(long)).toBe(1_700_000_000_000);
    expect(javaLong(1_700_000_000_000)).toBe(long);
    expect(readJava(javaInteger(1_800))).toBe(1_800);
    expect(readJava(javaInteger(1_800).replace(/.{4}$/s, '\xff\xff\xff\xff'))).toBe(-1);
    expect(readJava(javaText('Jürgen'))).toBe('Jürgen');
    expect(javaText('ab')).toBe(bytes('aced0005 74 0002 6162'));
  });

  test('JSON in its place', () => {
    expect(readJava('1700000000000')).toBe(1_700_000_000_000);
    expect(readJava('"ann"')).toBe('ann');
  });

  test('what is cut off or of another class is nothing', () => {
    expect(readJava(long.slice(0, -1))).toBeNull();
    expect(readJava(javaText('ann').slice(0, -1))).toBeNull();
    expect(readJava('\xac\xed\0\x05sr\0\x10java.util.HashMap')).toBeNull();
  });
});

describe('pickle', () => {
  /** Of Python 3: pickle.dumps({"_auth_user_id": "42", "_auth_user_hash": "5ecret"}, protocol) */
  const protocol2 =
    '80027d710028580d0000005f617574685f757365725f696471015802000000343271025' +
    '80f0000005f617574685f757365725f6861736871035806000000356563726574710475 2e';
  const protocol5 =
    '80059536000000000000007d94288c0d5f617574685f757365725f6964948c023432948c0f5f617574685f757365725f68617368' +
    '948c0635656372657494752e';

  test.each([protocol2, protocol5])('the text behind a name', (hex) => {
    expect(isPickle(bytes(hex))).toBe(true);
    expect(pickledText(bytes(hex), ['user_id', '_auth_user_id'])).toBe('42');
    expect(pickledText(bytes(hex), ['user_id'])).toBeNull();
  });

  test('cut off within the text: nothing', () =>
    expect(pickledText(bytes(protocol5).slice(0, 33), ['_auth_user_id'])).toBeNull());
});
