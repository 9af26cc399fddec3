import { describe, expect, it } from 'vitest';
import { compareStreamIds, idAfter, idBefore, isStreamId, streamIdMs } from './stream-id';

describe('ids of a stream', () => {
  it.each([
    ['1795219489501-2', 1795219489501],
    ['1795219489501', 1795219489501],
    ['0-0', 0],
    ['-', null],
    ['', null],
    ['12-', null],
    [null, null],
  ])('%s was added at %s', (id, at) => expect(streamIdMs(id)).toBe(at));

  it.each([
    ['5-1', '5-2', -1],
    ['5-10', '5-9', 1],
    ['5', '5-0', 0],
    ['99-9', '100-0', -1],
    ['1-18446744073709551615', '1-18446744073709551614', 1],
  ])('%s against %s', (a, b, order) => expect(compareStreamIds(a, b)).toBe(order));

  it.each([
    ['5-1', '5-2', '5-0'],
    ['5-0', '5-1', '4-18446744073709551615'],
    ['4-18446744073709551615', '5-0', '4-18446744073709551614'],
    ['0-0', '0-1', '0-0'],
    ['5', '5-1', '4-18446744073709551615'],
  ])('%s is followed by %s and comes after %s', (id, after, before) => {
    expect(idAfter(id)).toBe(after);
    expect(idBefore(id)).toBe(before);
  });

  it.each([
    ['1-1', true],
    ['1', true],
    ['$', false],
    ['(1-1', false],
    ['1-1-1', false],
  ])('whether %s is one: %s', (text, is) => expect(isStreamId(text)).toBe(is));
});
