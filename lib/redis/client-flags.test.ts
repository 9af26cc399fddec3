import { describe, expect, it } from 'vitest';
import { describeFlags, isBlocked, isMonitor, isPrimary, isPubsub, isReplica } from './client-flags';

it.each([
  ['N', ['normal']],
  ['P', ['pub/sub']],
  ['SC', ['replica', 'RDB channel']],
  ['xd', ['in a transaction', 'watched keys changed']],
  ['Ub', ['unix socket', 'blocked']],
  ['', []],
])('%s reads %j', (flags, words) => expect(describeFlags(flags)).toEqual(words));

it('lets a letter of a newer version stand for itself', () => {
  expect(describeFlags('N9')).toEqual(['normal', '9']);
});

describe('predicates', () => {
  it('know the connections of replication, which a kill would interrupt', () => {
    expect(isReplica('SC')).toBe(true);
    expect(isPrimary('M')).toBe(true);
    expect(isReplica('N')).toBe(false);
    expect(isPrimary('S')).toBe(false);
  });

  it('go by the case of the letter', () => {
    expect(isBlocked('b')).toBe(true);
    expect(isBlocked('B')).toBe(false);
    expect(isMonitor('O')).toBe(true);
    expect(isPubsub('Pt')).toBe(true);
  });
});
