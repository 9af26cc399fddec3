import { expect, it } from 'vitest';
import { ttlClassOf, type TtlClass } from './ttl-class';

it.each<[number, TtlClass]>([
  [-1, 'never'],
  [0, 'minute'],
  [60_000, 'minute'],
  [60_001, 'hour'],
  [3_600_000, 'hour'],
  [3_600_001, 'day'],
  [86_400_000, 'day'],
  [86_400_001, 'longer'],
])('a key with %i ms left is of the class "%s"', (ttlMs, ttl) => expect(ttlClassOf(ttlMs)).toBe(ttl));
