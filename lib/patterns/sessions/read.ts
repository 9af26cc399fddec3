import { z } from 'zod';
import { formatCount } from '@/lib/format';
import { number, string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { HOUR_MS } from '../clock';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, isRefused, storedReply, type Plan } from '../plan';
import { bytesInput, pageQuery, wireText } from '../wire';
import { readDrift } from './drift';
import { findSessions, isSessionKey, nameUsers, sessionKeys, userText } from './find';
import { sessions as families } from './layouts';
import { indexDrift, sessionRow, sessionSample } from './model';
import { readSessions, type ReadSession } from './rows';
import { describeSample, spread } from './sample';
import { skimJson, skimMsgpack } from './skim';
import { tracesOf } from './traces';

const query = z.object({
  user: bytesInput.optional().describe('Whose sessions; everybody’s by default.'),
  key: bytesInput.optional().describe('One session, with the names and sizes of its fields.'),
  ...pageQuery,
});

const response = z.object({
  source: z.string(),
  total: z.number().describe('Sessions by the last scan.'),
  exact: z.boolean(),
  listed: z.number().describe('Sessions that `offset` counts: those whose names were kept, or the user’s.'),
  rows: z.array(sessionRow).describe('In no order: a page sorts what it shows.'),
  gone: z.number().describe('Sessions of this page that have ended since the scan.'),
  denied: z.number().describe('Sessions of this page that your user may not read.'),
  found: z
    .object({
      byIndex: z.number().describe('The user’s sessions by the indexes, ended ones among them.'),
      bySessions: z.number().describe('Further ones that only say it themselves.'),
      looked: z.number().describe('Sessions that were read to find those.'),
      of: z.number(),
      complete: z.boolean().describe('Whether the user can have no others.'),
    })
    .nullable()
    .describe('null: no user was asked for.'),
  sample: sessionSample,
  drift: indexDrift.nullable().describe('null: there are no indexes, or no sessions.'),
  session: z
    .object({
      row: sessionRow,
      fields: z
        .array(
          z.object({
            name: z.string(),
            bytes: z.number().nullable().describe('null: too long to say, or your user may not ask.'),
          }),
        )
        .nullable()
        .describe('null: unknown, since your user may not run a command that lists or counts them.'),
      fieldsComplete: z.boolean(),
      indexes: z.array(wireText).describe('Sets that it stands in.'),
      indexesComplete: z.boolean().describe('false: there are some that your user may not ask.'),
    })
    .nullable()
    .describe('The session that was asked for; null: nobody asked, or it is gone.'),
});
export type SessionsResponse = z.infer<typeof response>;

/** Sessions that are read for the histograms, and indexes for the drift. */
const SAMPLE = 200;
const INDEX_SAMPLE = 20;
/** The same for a card. */
const CARD_SAMPLE = 60;
const CARD_INDEXES = 5;

/** Of one session, so much is read to list its fields. */
const DETAIL_BYTES = 65_536;
const DETAIL_FIELDS = 500;

/** Who is signed in, since when and for how long: a page of sessions, a user's, one of them, and what all are like. */
export const sessionsView = defineView({ query, response, read: readView });

function* readView(
  thing: Thing,
  { user, key, offset, count }: z.infer<typeof query>,
  context: ReadContext,
): Plan<SessionsResponse> {
  const { names, total, exact } = sessionKeys(thing);
  const options = { now: context.now, timeZone: context.settings.timeZone };
  const { keys: listed, ...found } =
    user === undefined ? { keys: names } : yield* findSessions(thing, userText(user), options);
  const page = listed.slice(offset, offset + count);
  const read = yield* nameUsers(thing, yield* readSessions(page, options));
  const sampled = yield* nameUsers(thing, yield* readSessions(spread(names, SAMPLE), options));
  return {
    source: families.find(({ id }) => id === thing.family)?.source ?? thing.family,
    total,
    exact,
    listed: listed.length,
    rows: rowsOf(read),
    gone: read.filter((session) => session === 'gone').length,
    denied: read.filter((session) => session === 'denied').length,
    found: 'looked' in found ? found : null,
    sample: describeSample(rowsOf(sampled), total, context.now),
    drift: yield* readDrift(thing, INDEX_SAMPLE),
    session: key === undefined ? null : yield* readDetail(thing, key, context),
  };
}

const rowsOf = (sessions: readonly ReadSession[]) =>
  sessions.flatMap((session) => (typeof session === 'object' ? session.row : []));

/** One session with the names and sizes of its fields; their values never leave the server. */
function* readDetail(thing: Thing, key: Bytes, context: ReadContext): Plan<SessionsResponse['session']> {
  if (!isSessionKey(thing, key)) return null;
  const options = { now: context.now, timeZone: context.settings.timeZone };
  const [session] = yield* nameUsers(thing, yield* readSessions([key], options));
  if (typeof session !== 'object') return null;
  const { indexes, members } = tracesOf(key, session.user);
  const pairs = indexes.flatMap((index) => members.map((member) => ({ index, member })));
  const standsIn = yield* ask(pairs.map(({ index, member }) => ['SISMEMBER', index, member] as const));
  const within = pairs.filter((_, at) => standsIn[at] === 1);
  const isHash = session.row.fields !== null;
  const fields = isHash ? yield* hashFields(key, session.row.fields!) : yield* stringFields(key);
  return {
    row: session.row,
    ...fields,
    indexes: [...new Set(within.map(({ index }) => toWire(index)))],
    indexesComplete: !standsIn.some(isRefused),
  };
}

type Fields = Pick<NonNullable<SessionsResponse['session']>, 'fields' | 'fieldsComplete'>;

function* hashFields(key: Bytes, length: number): Plan<Fields> {
  // All names at once, where the hash is small; a large one is a session of nobody.
  if (length > DETAIL_FIELDS) return { fields: [], fieldsComplete: false };
  const [names] = yield* ask([['HKEYS', key]]);
  // Some ACLs leave HKEYS out, as they do KEYS.
  if (isRefused(names)) return { fields: null, fieldsComplete: false };
  const stored = storedReply(names);
  const all = Array.isArray(stored) ? stored.flatMap((name) => string(name) ?? []) : [];
  const sizes = yield* ask(all.map((name) => ['HSTRLEN', key, name] as const));
  const fields = all.map((name, at) => {
    const size = sizes[at];
    return { name: toWire(name), bytes: isRefused(size) ? null : number(storedReply(size)) };
  });
  return { fields, fieldsComplete: true };
}

function* stringFields(key: Bytes): Plan<Fields> {
  const [reply] = yield* ask([['GETRANGE', key, 0, DETAIL_BYTES - 1]]);
  const value = string(storedReply(reply));
  // A hash whose length may not be asked: it might be of any.
  if (value === null) return { fields: null, fieldsComplete: false };
  const skimmed = skimJson(value) ?? skimMsgpack(value);
  if (!skimmed) return { fields: [], fieldsComplete: false };
  const fields = [...skimmed.fields].map(([name, { bytes }]) => ({ name, bytes }));
  return { fields, fieldsComplete: skimmed.whole };
}

/** How many sessions there are; beginnings per hour, as far as they say when they began. */
export function* summariseSessions(thing: Thing, context: ReadContext): Plan<Summary> {
  const { names, total } = sessionKeys(thing);
  const options = { now: context.now, timeZone: context.settings.timeZone };
  const rows = rowsOf(yield* readSessions(spread(names, CARD_SAMPLE), options));
  const dated = rows.filter(({ createdAt }) => createdAt !== null);
  const recent = dated.filter(({ createdAt }) => context.now - createdAt! < HOUR_MS).length;
  const drift = yield* readDrift(thing, CARD_INDEXES);
  return {
    value: total,
    unit: 'count',
    caption: 'sessions',
    spark: null,
    perHour: dated.length === 0 ? null : (total * recent) / rows.length,
    trouble: troubleOf(
      rows.length,
      rows.filter(({ ttlMs }) => ttlMs === null).length,
      drift?.members ?? 0,
      drift?.gone ?? 0,
    ),
  };
}

function troubleOf(looked: number, withoutTtl: number, members: number, gone: number): string | null {
  if (withoutTtl > 0)
    return `${formatCount(withoutTtl)} of ${formatCount(looked)} sessions that were looked at never expire`;
  // A few always are: an index is not told of an end.
  return gone >= 3 && gone * 2 > members
    ? `${formatCount(gone)} of ${formatCount(members)} index entries that were looked at name sessions that are gone`
    : null;
}
