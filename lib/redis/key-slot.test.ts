import { describe, expect, test } from 'vitest';
import { keySlot } from './key-slot';

// From the Cluster specification, and CLUSTER KEYSLOT of Redis 7.0.
describe('the slot of a key is what CLUSTER KEYSLOT says', () => {
  test.each([
    ['123456789', 12_739],
    ['foo', 12_182],
    ['user:1000', 1_649],
    ['', 0],
  ])('%j', (name, slot) => expect(keySlot(name)).toBe(slot));

  test('of a tag only what stands in the first braces', () => {
    expect(keySlot('{user1000}.following')).toBe(keySlot('user1000'));
    expect(keySlot('foo{{bar}}zap')).toBe(keySlot('{bar'));
    expect(keySlot('foo{bar}{zap}')).toBe(keySlot('bar'));
    expect(keySlot('foo{}{bar}')).not.toBe(keySlot('bar'));
  });
});
