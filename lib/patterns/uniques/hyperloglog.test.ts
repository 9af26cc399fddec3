import { describe, expect, test } from 'vitest';
import {
  DENSE_BYTES,
  REGISTERS,
  STANDARD_ERROR,
  estimate,
  mergeRegisters,
  readRegisters,
} from './hyperloglog';

const header = (encoding: string) => `HYLL${encoding}${'\0'.repeat(11)}`;
const ALL_ZEROS = '\x7f\xff';

describe('sparse registers', () => {
  test('none seen', () => {
    const registers = readRegisters(header('\x01') + ALL_ZEROS)!;
    expect(estimate(registers)).toBe(0);
    expect(registers).toHaveLength(REGISTERS);
  });

  test('a value run between runs of zeros, short and long', () => {
    // 3 zeros, 7 twice, and 16,379 zeros.
    const registers = readRegisters(header('\x01') + '\x02' + '\x99' + '\x7f\xfa')!;
    expect([...registers.slice(0, 7)]).toEqual([0, 0, 0, 7, 7, 0, 0]);
  });

  test.each([
    ['too few', '\x7f\xfe'],
    ['too many', `\x80${ALL_ZEROS}`],
    ['too many values', `\x7f\xfe\x81`],
    ['cut in a long run', '\x7f'],
    ['nothing at all', ''],
  ])('damaged: %s', (_, runs) => {
    expect(readRegisters(header('\x01') + runs)).toBeNull();
  });
});

describe('dense registers', () => {
  test('lowest bit first, across bytes', () => {
    // 1, 2, 3, 4 in 24 bits: 000100 000011 000010 000001.
    const bits = String.fromCharCode(0b10000001, 0b00110000, 0b00010000);
    const registers = readRegisters(header('\0') + bits + '\0'.repeat(DENSE_BYTES - 19))!;
    expect([...registers.slice(0, 5)]).toEqual([1, 2, 3, 4, 0]);
  });

  test('the last one', () => {
    const registers = readRegisters(header('\0') + '\0'.repeat(DENSE_BYTES - 17) + '\xfc')!;
    expect(registers[REGISTERS - 1]).toBe(63);
    expect(registers[REGISTERS - 2]).toBe(0);
  });

  test('of any other length are none', () => {
    expect(readRegisters(header('\0') + '\0'.repeat(100))).toBeNull();
  });
});

test('what is no HyperLogLog', () => {
  for (const value of ['', 'HYLL', 'hello', `${header('\x02')}${ALL_ZEROS}`])
    expect(readRegisters(value)).toBeNull();
});

test('merging takes the greater', () => {
  const one = new Uint8Array(REGISTERS).fill(2);
  const other = new Uint8Array(REGISTERS);
  other[5] = 9;
  mergeRegisters(one, other);
  expect([one[4], one[5]]).toEqual([2, 9]);
});

test('the stated error is 0.81 %', () => {
  expect((STANDARD_ERROR * 100).toFixed(2)).toBe('0.81');
});
