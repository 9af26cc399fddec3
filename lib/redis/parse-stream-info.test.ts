import { describe, expect, it } from 'vitest';
import { asFlatArrays, asObjects, reply, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseStreamInfo } from './parse-stream-info';
import type { Reply } from './reply';

const COMMAND = 'XINFO STREAM events:signup';

/** Before 7.0 nobody counted what was added. */
const counts = (version: Version) => !/^redis-[56]/.test(version);

describe.each(VERSIONS)('XINFO STREAM of %s', (version) => {
  const info = parseStreamInfo(reply(version, COMMAND))!;

  it('reads length, groups and the ends', () => {
    expect(info).toMatchObject({ length: 3, groups: 1, maxDeletedId: null });
    expect(info.firstEntry?.fields).toEqual([['f', 'v0']]);
    expect(info.lastEntry?.fields).toEqual([['f', 'v2']]);
    expect(info.lastEntry?.id).toBe(info.lastGeneratedId);
  });

  it('knows how many were added only where the server does', () => {
    expect(info.entriesAdded).toBe(counts(version) ? 3 : null);
  });
});

it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))(
  'RESP3 of %s in every shape a library gives',
  (version) => {
    const sent = reply(version, COMMAND, 'resp3');
    const known = parseStreamInfo(sent);
    expect(known).toMatchObject({ length: 3, groups: 1 });
    expect(parseStreamInfo(asObjects(sent))).toEqual(known);
    expect(parseStreamInfo(asFlatArrays(sent))).toEqual(known);
  },
);

it('an empty stream has no ends', () => {
  const sent = ['length', 0, 'last-generated-id', '5-1', 'max-deleted-entry-id', '5-1', 'groups', 0];
  expect(parseStreamInfo([...sent, 'first-entry', null, 'last-entry', null])).toMatchObject({
    ...{ length: 0, lastGeneratedId: '5-1', maxDeletedId: '5-1', firstEntry: null, lastEntry: null },
  });
});

it.each<[string, Reply]>([
  ['an error', new Error('WRONGTYPE')],
  ['null', null],
  ['an array of something else', ['a', 'b']],
])('%s is none', (_name, sent) => expect(parseStreamInfo(sent)).toBeNull());
