import { parsePendingEntries, type PendingEntry } from '@/lib/redis/parse-pending';
import { parseStreamConsumers, type StreamConsumer } from '@/lib/redis/parse-stream-consumers';
import { parseStreamGroups, type StreamGroup } from '@/lib/redis/parse-stream-groups';
import type { StreamInfo } from '@/lib/redis/parse-stream-info';
import { compareStreamIds, idAfter } from '@/lib/redis/stream-id';
import { toWire, type Bytes } from '../bytes';
import type { Reply } from '@/lib/redis/reply';
import { ask, errorText, storedReply, type Command, type Plan } from '../plan';
import type { GroupRow, PendingRow, StreamQuery, StreamResponse } from './model';
import { idMoment } from './overview';

/** A group with what was looked at of it. */
export interface GroupFacts {
  group: StreamGroup;
  /** Its oldest pending entries. */
  pending: PendingEntry[];
  /** `null` where there are too many to ask for. */
  consumers: StreamConsumer[] | null;
}

/** Groups that are looked into; a stream with more is somebody's mistake, and the others are only counted. */
const MOST_GROUPS = 20;

/** Pending entries of each that are looked at. */
const LOOK = 500;

/** XINFO CONSUMERS answers with all of them; where each process leaves one behind, they become many. */
const MOST_CONSUMERS = 1_000;

/** @returns the groups, those that were looked into first; `of` counts all */
export function* readGroups(key: Bytes): Plan<{ facts: GroupFacts[]; of: number }> {
  const [reply] = yield* ask([['XINFO', 'GROUPS', key]]);
  const groups = parseStreamGroups(storedReply(reply));
  const chosen = groups.toSorted((a, b) => b.pending - a.pending).slice(0, MOST_GROUPS);
  const commands = chosen.flatMap(({ name, consumers }): Command[] => [
    ['XPENDING', key, name, '-', '+', LOOK],
    consumers <= MOST_CONSUMERS ? ['XINFO', 'CONSUMERS', key, name] : ['XLEN', key],
  ]);
  const replies = yield* ask(commands);
  return {
    facts: chosen.map((group, index) => ({
      group,
      pending: parsePendingEntries(groupReply(replies[2 * index])),
      consumers:
        group.consumers <= MOST_CONSUMERS ? parseStreamConsumers(groupReply(replies[2 * index + 1])) : null,
    })),
    of: groups.length,
  };
}

/** The group may have been destroyed since it was listed. */
const groupReply = (reply: Reply | undefined): Reply =>
  reply instanceof Error && errorText(reply).startsWith('NOGROUP') ? null : storedReply(reply);

/** What a table shows of a group. @param poison how many deliveries are not poison yet */
export function toGroupRow({ group, pending }: GroupFacts, info: StreamInfo, poison: number): GroupRow {
  return {
    name: toWire(group.name),
    consumers: group.consumers,
    pending: group.pending,
    lastDeliveredId: group.lastDeliveredId,
    lastDeliveredAt: idMoment(group.lastDeliveredId),
    entriesRead: group.entriesRead,
    ...lagOf(group, info),
    looked: pending.length,
    longestIdleMs: pending.length === 0 ? null : Math.max(...pending.map(({ idleMs }) => idleMs)),
    poison: pending.filter(({ deliveries }) => deliveries > poison).length,
    gone: pending.filter(({ id }) => isGone(id, info)).length,
  };
}

/**
 * Entries that a group has still to be given. Where the server cannot say, the ids can in two cases: everything was
 * delivered, or nothing that is still there.
 */
export function lagOf(
  { lag, lastDeliveredId }: StreamGroup,
  { length, firstEntry, lastEntry }: StreamInfo,
): Pick<GroupRow, 'lag' | 'lagBy'> {
  if (lag !== null) return { lag, lagBy: 'server' };
  if (length === 0) return { lag: 0, lagBy: 'ids' };
  if (lastDeliveredId === null || !firstEntry || !lastEntry) return { lag: null, lagBy: null };
  if (compareStreamIds(lastDeliveredId, lastEntry.id) >= 0) return { lag: 0, lagBy: 'ids' };
  return compareStreamIds(lastDeliveredId, firstEntry.id) < 0
    ? { lag: length, lagBy: 'ids' }
    : { lag: null, lagBy: null };
}

/** Whether an entry was trimmed away: it is older than the oldest one. One that XDEL took is not told apart. */
const isGone = (id: string, { firstEntry }: StreamInfo) =>
  firstEntry === null || compareStreamIds(id, firstEntry.id) < 0;

/** Pending entries of a page. */
const PAGE = 100;

/** One group's consumers, and a page of what is pending, the oldest first. */
export function* readGroup(
  key: Bytes,
  { group, consumers }: GroupFacts,
  info: StreamInfo,
  { consumer, after, poison }: Pick<StreamQuery, 'consumer' | 'after' | 'poison'>,
): Plan<NonNullable<StreamResponse['group']>> {
  const start = after === undefined ? '-' : idAfter(after);
  const whose = consumer === undefined ? [] : [consumer];
  const [reply] = yield* ask([['XPENDING', key, group.name, start, '+', PAGE, ...whose]]);
  const page = parsePendingEntries(groupReply(reply));
  const own = consumers?.find(({ name }) => name === consumer);
  return {
    name: toWire(group.name),
    consumers:
      consumers &&
      consumers
        .toSorted((a, b) => b.pending - a.pending || a.idleMs - b.idleMs)
        .slice(0, 500)
        .map((each) => ({ ...each, name: toWire(each.name) })),
    consumersOf: group.consumers,
    pending: {
      total: consumer === undefined ? group.pending : (own?.pending ?? page.length),
      rows: page.map((each): PendingRow => ({
        ...each,
        at: idMoment(each.id),
        consumer: toWire(each.consumer),
        poison: each.deliveries > poison,
        gone: isGone(each.id, info),
      })),
      after: page.length < PAGE ? null : page.at(-1)!.id,
    },
  };
}
