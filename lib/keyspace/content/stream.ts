import { toWire } from '@/lib/patterns/bytes';
import { ask, errorText, isRefused, settled, together, type Plan } from '@/lib/patterns/plan';
import { lagOf, readGroup, readGroups, type GroupFacts } from '@/lib/patterns/streams/groups';
import { idMoment } from '@/lib/patterns/streams/overview';
import { parseStreamEntries, type StreamEntry } from '@/lib/redis/parse-stream-entries';
import { parseStreamInfo, type StreamInfo } from '@/lib/redis/parse-stream-info';
import { number } from '@/lib/redis/reply';
import { idAfter, idBefore, isStreamId } from '@/lib/redis/stream-id';
import type { ContentOf } from '../content-schema';
import { keyGone, readType, shownName, type Body, type ContentReader } from './content-reader';
import { PagePace } from './page-pace';

/** Of an entry so many fields are shown. */
const MOST_FIELDS = 100;

/** Entries of a stream by id, the newest first by default; or its groups, their consumers and what is pending. */
export function* readStream(reader: ContentReader): Plan<Body<'stream'>> {
  const { key, query } = reader;
  const [lengthReply, memory] = yield* ask([
    ['XLEN', key],
    ['MEMORY', 'USAGE', key],
  ]);
  const length = number(settled(lengthReply)) ?? 0;
  // A stream may be empty and there.
  if (length === 0 && (yield* readType(key)) === 'none') throw keyGone();
  const memoryBytes = number(memory);
  const pace = new PagePace(query.count, length === 0 || memoryBytes === null ? null : memoryBytes / length);
  const [infoReply] = yield* ask([['XINFO', 'STREAM', key]]);
  const info = parseStreamInfo(infoReply) ?? unknownInfo(length);
  const isGroups = query.view === 'groups';
  const { groups, groupsOf, group, refused } = yield* readGroupsOf(reader, info, isGroups);
  return {
    ...{ kind: 'stream', view: isGroups ? 'groups' : 'entries', views: ['entries', 'groups'], length },
    firstId: info.firstEntry?.id ?? null,
    lastId: info.lastEntry?.id ?? null,
    lastGeneratedId: info.lastGeneratedId,
    entriesAdded: info.entriesAdded,
    entries: isGroups ? null : yield* readEntries(reader, pace),
    ...{ groups, groupsOf, group },
    refused: refused ?? (isRefused(infoReply) ? 'XINFO STREAM' : null),
  };
}

/** Where XINFO is refused. */
const unknownInfo = (length: number): StreamInfo => ({
  ...{ length, groups: 0, lastGeneratedId: null, maxDeletedId: null, entriesAdded: null, nodes: null },
  ...{ firstEntry: null, lastEntry: null },
});

function* readEntries(
  { key, query, show, showWhole }: ContentReader,
  pace: PagePace,
): Plan<NonNullable<ContentOf<'stream'>['entries']>> {
  const toRow = (entry: StreamEntry, whole: boolean) => ({
    id: entry.id,
    at: idMoment(entry.id),
    bytes: bytesOf(entry),
    fields: entry.fields.slice(0, MOST_FIELDS).map(([name, value]) => ({
      name: shownName(name),
      value: whole ? showWhole(value) : show(value),
    })),
    fieldCount: entry.fields.length,
  });
  if (query.open !== undefined) {
    const [reply] = yield* ask(isStreamId(query.open) ? [['XRANGE', key, query.open, query.open]] : []);
    const rows = parseStreamEntries(settled(reply)).map((entry) => toRow(entry, true));
    return { rows, next: null, cutShort: false };
  }
  const forwards = query.order === 'forwards';
  const rows: StreamEntry[] = [];
  let from = query.cursor !== undefined && isStreamId(query.cursor) ? query.cursor : forwards ? '-' : '+';
  for (let wanted = pace.next(); wanted > 0; wanted = pace.next()) {
    const [command, to] = forwards ? (['XRANGE', '+'] as const) : (['XREVRANGE', '-'] as const);
    const [reply] = yield* ask([[command, key, from, to, 'COUNT', wanted]]);
    const entries = parseStreamEntries(settled(reply));
    for (const entry of entries) {
      from = entry.id;
      if (!pace.take(bytesOf(entry))) break;
      rows.push(entry);
      // Exclusive ranges came with 6.2; the id beside it is as good.
      from = forwards ? idAfter(entry.id) : idBefore(entry.id);
    }
    if (entries.length < wanted)
      return { rows: rows.map((row) => toRow(row, false)), next: null, cutShort: false };
  }
  return { rows: rows.map((row) => toRow(row, false)), next: from, cutShort: pace.isShort };
}

const bytesOf = ({ fields }: StreamEntry): number =>
  fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);

type Groups = Pick<ContentOf<'stream'>, 'groups' | 'groupsOf' | 'group' | 'refused'>;

function* readGroupsOf({ key, query }: ContentReader, info: StreamInfo, detailed: boolean): Plan<Groups> {
  const none = { groups: [], groupsOf: info.groups, group: null, refused: null };
  if (!detailed) return none;
  const [read] = yield* together([readGroups(key)]);
  if (read instanceof Error) {
    if (!isRefused(read)) throw read;
    return { ...none, refused: /'([^']+)' command/.exec(errorText(read))?.[1] ?? 'xinfo' };
  }
  const { facts, of } = read!;
  const chosen = query.group === undefined ? facts[0] : facts.find(({ group }) => group.name === query.group);
  return {
    groups: facts.map(({ group }) => ({
      name: toWire(group.name),
      ...{ consumers: group.consumers, pending: group.pending },
      ...{ lastDeliveredId: group.lastDeliveredId, entriesRead: group.entriesRead },
      lag: lagOf(group, info).lag,
    })),
    groupsOf: of,
    group: chosen ? yield* readChosen({ key, query }, chosen, info) : null,
    refused: null,
  };
}

function* readChosen(
  { key, query }: Pick<ContentReader, 'key' | 'query'>,
  chosen: GroupFacts,
  info: StreamInfo,
): Plan<NonNullable<Groups['group']>> {
  const { consumer, after } = query;
  const { name, consumers, pending } = yield* readGroup(key, chosen, info, { consumer, after, poison: 0 });
  const rows = pending.rows.map(({ poison: _, ...row }) => row);
  return { name, consumers, pending: { ...pending, rows } };
}
