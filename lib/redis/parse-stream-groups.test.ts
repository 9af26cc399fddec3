import { describe, expect, it } from 'vitest';
import { asFlatArrays, asObjects, reply, VERSIONS } from './fixtures/load-fixture';
import { parseStreamGroups } from './parse-stream-groups';

const COMMAND = 'XINFO GROUPS events:signup';

describe.each(VERSIONS)('XINFO GROUPS of %s', (version) => {
  const counts = !/^redis-[56]/.test(version);
  const expected = {
    name: 'g1',
    consumers: 1,
    pending: 2,
    entriesRead: counts ? 2 : null,
    lag: counts ? 1 : null,
  };

  it('reads the group; what the version does not say is unknown', () => {
    const groups = parseStreamGroups(reply(version, COMMAND));
    expect(groups).toMatchObject([expected]);
    expect(groups[0]?.lastDeliveredId).toMatch(/^\d{13}-1$/);
  });
});

it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))(
  '%s answers the same in RESP3',
  (version) => {
    const sent = reply(version, COMMAND, 'resp3');
    const known = parseStreamGroups(reply(version, COMMAND));
    for (const shape of [sent, asObjects(sent), asFlatArrays(sent)])
      expect(parseStreamGroups(shape)).toEqual(known);
  },
);

it('a lag that the server cannot tell is unknown', () => {
  const sent = [
    'name',
    'g',
    'consumers',
    0,
    'pending',
    0,
    'last-delivered-id',
    '0-0',
    'entries-read',
    null,
    'lag',
    null,
  ];
  expect(parseStreamGroups([sent])).toMatchObject([{ entriesRead: null, lag: null }]);
});

it('an error is no group', () => expect(parseStreamGroups(new Error('NOPERM'))).toEqual([]));
