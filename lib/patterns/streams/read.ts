import type { StreamInfo } from '@/lib/redis/parse-stream-info';
import { toWire, type Bytes } from '../bytes';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Thing } from '../pattern';
import type { Plan } from '../plan';
import { chooseSpan } from '../time-series/span';
import { readStreamSeries, type StreamSeries } from '../time-series/stream-series';
import { readEntries } from './entries';
import { readGroup, readGroups, toGroupRow, type GroupFacts } from './groups';
import { streams } from './layouts';
import { streamQuery, streamResponse, type StreamQuery, type StreamResponse } from './model';
import { idMoment, readOverview, type Overview } from './overview';
import { findTroubles } from './troubles';

/** Entries read for the rate, which every tab shows, and for the chart of numbers, which somebody asked for. */
const RATE = { readings: 4_000, bytes: 2_000_000 };
const NUMBERS = { readings: 20_000, bytes: 8_000_000 };

/** A stream: its rate and length, its newest entries, who reads it and what they have not acknowledged. */
export const streamView = defineView({ query: streamQuery, response: streamResponse, read: readStream });

function* readStream(thing: Thing, query: StreamQuery, { now }: ReadContext): Plan<StreamResponse> {
  // Keys beside the streams, as Socket.IO has them, are none.
  const layouts = thing.parts.filter(({ type }) => type === 'stream').map(({ layout }) => layout);
  const kept = layouts.length === 0 ? { names: [], total: 0 } : keptKeys(thing, ...layouts);
  const key = query.key === undefined ? (kept.names[0] ?? null) : chooseKey(thing, streams, query.key);
  const listed = { keys: kept.names.slice(0, 500).map(toWire), of: kept.total };
  const overview = key === null ? null : yield* readOverview(key, now);
  if (key === null || overview === null)
    return { ...NOTHING, ...listed, key: key === null ? null : toWire(key) };

  const { info } = overview;
  const { facts, of } = yield* readGroups(key);
  const chosen = query.tab === 'groups' || query.tab === 'pending' ? chooseGroup(facts, query.group) : null;
  return {
    key: toWire(key),
    ...listed,
    stream: describe(overview),
    troubles: findTroubles(facts, info, query.poison),
    chart: yield* readChart(key, query, info, now),
    groups: { rows: facts.map((each) => toGroupRow(each, info, query.poison)), of },
    group: chosen && (yield* readGroup(key, chosen, info, query)),
    entries:
      query.tab === 'entries'
        ? yield* readEntries(key, { before: query.before, count: query.count, meanBytes: overview.meanBytes })
        : null,
  };
}

const NO_CHART: StreamResponse['chart'] = {
  ...{ from: null, to: null, stepMs: null, counts: [], coverage: 'all', read: 0 },
  ...{ fields: [], field: null, values: [], gaps: 0 },
};

const NOTHING: Omit<StreamResponse, 'key' | 'keys' | 'of'> = {
  stream: null,
  troubles: [],
  chart: NO_CHART,
  groups: { rows: [], of: 0 },
  group: null,
  entries: null,
};

const describe = ({ info, memoryBytes, ttlMs, perHour }: Overview): StreamResponse['stream'] => ({
  length: info.length,
  firstId: info.firstEntry?.id ?? null,
  firstAt: idMoment(info.firstEntry?.id),
  lastId: info.lastEntry?.id ?? null,
  lastAt: idMoment(info.lastEntry?.id),
  lastGeneratedId: info.lastGeneratedId,
  maxDeletedId: info.maxDeletedId,
  entriesAdded: info.entriesAdded,
  memoryBytes,
  ttlMs,
  perHour,
});

/** The group of this name, or the one with most pending; `null` where there is none. */
const chooseGroup = (facts: readonly GroupFacts[], name: Bytes | undefined): GroupFacts | null =>
  (name === undefined ? facts[0] : facts.find(({ group }) => group.name === name)) ?? null;

function* readChart(key: Bytes, query: StreamQuery, info: StreamInfo, now: number): Plan<StreamSeries> {
  const { tab, field, points } = query;
  const [firstAt, lastAt] = [idMoment(info.firstEntry?.id), idMoment(info.lastEntry?.id)];
  const data = firstAt === null || lastAt === null ? null : { firstAt, lastAt };
  const span = chooseSpan(query, data, now);
  const budget = tab === 'numbers' ? NUMBERS : RATE;
  return yield* readStreamSeries(key, { field, from: span?.from, to: span?.to, points, budget });
}
