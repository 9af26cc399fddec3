import { expect, it } from 'vitest';
import { reply, VERSIONS } from './fixtures/load-fixture';
import { parseStreamConsumers } from './parse-stream-consumers';

it.each(VERSIONS)('XINFO CONSUMERS of %s; `inactive` came with 7.2', (version) => {
  const [consumer, ...others] = parseStreamConsumers(reply(version, 'XINFO CONSUMERS events:signup g1'));
  expect(others).toEqual([]);
  expect(consumer).toMatchObject({ name: 'c1', pending: 2 });
  expect(consumer!.idleMs).toBeGreaterThan(0);
  const knows = !/^redis-(?:5|6|7\.0)/.test(version);
  expect(consumer!.inactiveMs).toBe(knows ? consumer!.idleMs : null);
});

it('one that never got anything is of unknown inactivity', () => {
  expect(parseStreamConsumers([['name', 'c', 'pending', 0, 'idle', 5, 'inactive', -1]])).toEqual([
    { name: 'c', pending: 0, idleMs: 5, inactiveMs: null },
  ]);
});

it('an error is no consumer', () => expect(parseStreamConsumers(new Error('NOGROUP'))).toEqual([]));
