import { expect, it } from 'vitest';
import { atLeast } from './compare-versions';

it.each<[string | null, string, boolean]>([
  ['7.0.15', '7.0', true],
  ['7.0.15', '7.0.15', true],
  ['7.0.15', '7.0.16', false],
  ['7.0', '7.0.0', true],
  ['7.10.0', '7.9.9', true],
  ['10.0.0', '9.1', true],
  ['6.2.16', '7.0', false],
  ['8', '8.0.0', true],
  ['8.0-rc1', '8.0', true],
  ['v2.9.0', '2.8', true],
  ['df-v1.21.2', '1.21', true],
  ['255.255.255', '8.4', true],
  ['', '1.0', false],
  ['unstable', '1.0', false],
  [null, '1.0', false],
])('%s is at least %s: %s', (version, minimum, expected) => expect(atLeast(version, minimum)).toBe(expected));
