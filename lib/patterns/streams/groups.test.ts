import { describe, expect, it } from 'vitest';
import type { StreamGroup } from '@/lib/redis/parse-stream-groups';
import type { StreamInfo } from '@/lib/redis/parse-stream-info';
import { lagOf } from './groups';
import { findTroubles } from './troubles';

const HOUR = 3_600_000;
const entry = (id: string) => ({ id, fields: [] });
const info: StreamInfo = {
  ...{ length: 3, groups: 1, lastGeneratedId: '9-0', maxDeletedId: null, entriesAdded: null, nodes: 2 },
  ...{ firstEntry: entry('5-0'), lastEntry: entry('7-0') },
};
const group: StreamGroup = {
  ...{ name: 'g', consumers: 1, pending: 0, lastDeliveredId: '6-0', entriesRead: null, lag: null },
};

describe('how far a group is behind', () => {
  it.each<[string, Partial<StreamGroup>, Partial<StreamInfo>, ReturnType<typeof lagOf>]>([
    ['as the server says', { lag: 7 }, {}, { lag: 7, lagBy: 'server' }],
    ['nothing, when the last entry was delivered', { lastDeliveredId: '7-0' }, {}, { lag: 0, lagBy: 'ids' }],
    [
      'everything, when what was delivered is trimmed',
      { lastDeliveredId: '4-9' },
      {},
      { lag: 3, lagBy: 'ids' },
    ],
    ['everything, when it never read', { lastDeliveredId: '0-0' }, {}, { lag: 3, lagBy: 'ids' }],
    ['nobody knows, in the middle', {}, {}, { lag: null, lagBy: null }],
    ['nothing of nothing', {}, { length: 0, firstEntry: null, lastEntry: null }, { lag: 0, lagBy: 'ids' }],
  ])('%s', (_name, own, stream, expected) => {
    expect(lagOf({ ...group, ...own }, { ...info, ...stream })).toEqual(expected);
  });
});

describe('what needs attention', () => {
  const pending = (id: string, deliveries: number, idleMs = 5) => ({ id, consumer: 'c', idleMs, deliveries });
  const consumer = (idleMs: number) => ({ name: 'c', pending: 0, idleMs, inactiveMs: null });

  it.each<[string, Parameters<typeof findTroubles>[0][number], string[]]>([
    ['nothing', { group, pending: [], consumers: [consumer(5)] }, []],
    [
      'poison',
      { group: { ...group, pending: 2 }, pending: [pending('5-0', 6), pending('6-0', 5)], consumers: [] },
      ['1 entry of group g was delivered more than 5 times: nobody gets done with them.'],
    ],
    [
      'poison among more than were looked at',
      { group: { ...group, pending: 900 }, pending: [pending('5-0', 6), pending('6-0', 9)], consumers: [] },
      ['At least 2 entries of group g were delivered more than 5 times: nobody gets done with them.'],
    ],
    [
      'entries that are gone',
      { group: { ...group, pending: 1 }, pending: [pending('4-0', 1)], consumers: [] },
      ['1 entry of group g was trimmed away before being acknowledged.'],
    ],
    [
      'a delivery of long ago',
      { group: { ...group, pending: 1 }, pending: [pending('5-0', 1, 3 * HOUR)], consumers: [] },
      ['Of the 1 entry that group g was given and has not acknowledged, one was delivered 3 h ago.'],
    ],
    [
      'nobody there to read',
      { group: { ...group, lag: 2 }, pending: [], consumers: [] },
      ['2 entries wait for group g, which has no consumer.'],
    ],
    [
      'nobody reading',
      { group: { ...group, lag: 1 }, pending: [], consumers: [consumer(2 * HOUR), consumer(3 * HOUR)] },
      ['1 entry waits for group g, whose consumers have not asked for any for 2 h.'],
    ],
    ['too many consumers to know', { group: { ...group, lag: 1 }, pending: [], consumers: null }, []],
  ])('%s', (_name, facts, expected) => expect(findTroubles([facts], info, 5)).toEqual(expected));
});
