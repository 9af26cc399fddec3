import { expect, it } from 'vitest';
import { createRandom } from '@/demo/random';
import { ID, REST } from './label';
import { labelFromWire, labelToWire, pathFromWire, pathToWire } from './label-wire';

it.each([
  ['user', 'user'],
  [`:${ID}`, ':{id}'],
  [`:${REST}`, ':…'],
  [`user${ID}-v${ID}`, 'user{id}-v{id}'],
  ['caf\xc3\xa9', 'café'],
  ['{id}', '\\x7bid}'],
  ['{user1}', '{user1}'],
  ['\xe2\x80\xa6', '\\xe2\\x80\\xa6'],
  ['\xff\x00', '\\xff\\x00'],
  ['a\\x7b', 'a\\x5cx7b'],
  ['a\nb', 'a\\x0ab'],
])('%j is %s outside', (label, wire) => {
  expect(labelToWire(label)).toBe(wire);
  expect(labelFromWire(wire)).toBe(label);
});

it.each([
  [[], ''],
  [['user', `:${ID}`, ':cart'], 'user/:{id}/:cart'],
  [['/a/b', '/'], '\\x2fa\\x2fb/\\x2f'],
])('the path %j is %s outside', (path, wire) => {
  expect(pathToWire(path)).toBe(wire);
  expect(pathFromWire(wire)).toEqual(path);
});

it('comes back whatever the bytes, and never as what another label is', () => {
  const random = createRandom(1);
  const pieces = [ID, REST, '\\', '{', 'id}', '/', ':', '\xe2\x80\xa6', '\xc3\xa9', '\xef\xbb\xbf', 'x7b'];
  const labels = new Set<string>();
  const wires = new Set<string>();
  for (let round = 0; round < 3_000; round += 1) {
    const label = Array.from({ length: 1 + random.int(6) }, () =>
      random.chance(0.7) ? random.pick(pieces) : String.fromCharCode(random.int(256)),
    ).join('');
    expect(labelFromWire(labelToWire(label))).toBe(label);
    expect(pathFromWire(pathToWire([label, label]))).toEqual([label, label]);
    labels.add(label);
    wires.add(labelToWire(label));
  }
  expect(wires.size).toBe(labels.size);
});
