import { z } from 'zod';
import { formatCount } from '@/lib/format';
import { number, string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, repliesOfMany, type Command, type Plan } from '../plan';
import { bytesInput, pageQuery, wireText } from '../wire';
import { holderCommands, readHolder } from './holder';
import { besideRedisson, lockedName, lockKeys } from './keys';
import { locks as families } from './layouts';

const row = z.object({
  key: wireText,
  name: z.string().describe('What is locked.'),
  kind: z
    .enum(['token', 'word', 'time', 'redisson'])
    .describe(
      'What the holder has written; only of tokens and threads it is known whether it is still the same.',
    ),
  holder: z.string().describe('A token is cut short. Releasing asks for it just as it stands here.'),
  ttlMs: z.number().nullable(),
  neverExpires: z.boolean().describe('If its holder is gone, nobody ever gets it again.'),
  since: z.number().nullable().describe('Unix milliseconds, where the value is a time; null: unknown.'),
  threads: z.number().describe('More than one of a read lock.'),
  holds: z.number().nullable().describe('How often Redisson’s threads have locked it.'),
  mode: z.enum(['read', 'write']).nullable(),
  waiting: z.number().nullable().describe('Threads in a fair lock’s queue; null: nobody counts them.'),
});
export type LockRow = z.infer<typeof row>;

const query = z.object({
  name: bytesInput.optional().describe('Only locks with this in their name.'),
  ...pageQuery,
});

const response = z.object({
  source: z.string(),
  total: z.number().describe('Locks by the last scan; most are held for seconds only.'),
  exact: z.boolean(),
  looked: z.number().describe('Locks whose names were kept, and that were looked at.'),
  held: z.number().describe('Those of them that are held now: `offset` counts these.'),
  neverExpiring: z.number(),
  rows: z.array(row).describe('Those that never expire first, then those that end next.'),
});
export type LocksResponse = z.infer<typeof response>;

/** Locks whose TTL is asked, for the list and for a card. */
const MOST_LOOKED_AT = 2_000;
const CARD_LOOKED_AT = 200;

/** What is locked now, by whom and for how long. */
export const locksView = defineView({ query, response, read: readLocks });

function* readLocks(
  thing: Thing,
  { name, offset, count }: z.infer<typeof query>,
  context: ReadContext,
): Plan<LocksResponse> {
  const { names, total, exact } = lockKeys(thing);
  const wanted = name === undefined ? names : names.filter((key) => key.includes(name));
  const held = yield* readHeld(wanted.slice(0, MOST_LOOKED_AT));
  const rows: LockRow[] = [];
  const page = held.slice(offset, offset + count);
  const types = repliesOfMany(yield* ask(page.map(({ key }) => ['TYPE', key] as const)));
  const looks = page.map((lock, at) => lookAt(lock, string(types[at]) ?? 'none'));
  const replies = repliesOfMany(yield* ask(looks.flatMap(({ commands }) => commands)));
  let taken = 0;
  for (const look of looks) {
    const lock = rowOf(look, replies.slice(taken, (taken += look.commands.length)), context.now);
    if (lock) rows.push(lock);
  }
  return {
    source: families.find(({ id }) => id === thing.family)?.source ?? thing.family,
    total,
    exact,
    looked: Math.min(wanted.length, MOST_LOOKED_AT),
    held: held.length,
    neverExpiring: held.filter(({ ttlMs }) => ttlMs === null).length,
    rows,
  };
}

interface Held {
  key: Bytes;
  ttlMs: number | null;
}

/** Those of the locks that are held, and that the ACL covers; the stuck ones first. */
function* readHeld(keys: readonly Bytes[]): Plan<Held[]> {
  const replies = repliesOfMany(yield* ask(keys.map((key) => ['PTTL', key] as const)));
  const ttlOf = (at: number) => number(replies[at]) ?? -2;
  return keys
    .map((key, at) => ({ key, ttl: ttlOf(at) }))
    .filter(({ ttl }) => ttl !== -2)
    .sort((a, b) => a.ttl - b.ttl || (a.key < b.key ? -1 : 1))
    .map(({ key, ttl }) => ({ key, ttlMs: ttl < 0 ? null : ttl }));
}

interface Look extends Held {
  type: string;
  commands: Command[];
}

function lookAt(lock: Held, type: string): Look {
  const waiting: Command[] =
    type === 'hash' ? [['LLEN', besideRedisson('redisson_lock_queue', lock.key)]] : [];
  return { ...lock, type, commands: [...holderCommands(lock.key, type), ...waiting] };
}

/** `null` for what has ended between two commands, or is no lock any more. */
function rowOf(
  { key, type, ttlMs }: Look,
  replies: Parameters<typeof readHolder>[1],
  now: number,
): LockRow | null {
  const holder = readHolder(type, replies, now);
  if (!holder) return null;
  const { shown, ...rest } = holder;
  return {
    key: toWire(key),
    name: lockedName(key),
    holder: shown,
    ttlMs,
    neverExpires: ttlMs === null,
    waiting: type === 'hash' ? number(replies.at(-1)) : null,
    ...rest,
  };
}

/** How many locks are held now: most of those that the scan saw are long released. */
export function* summariseLocks(thing: Thing, _context: ReadContext): Plan<Summary> {
  const { names, total } = lockKeys(thing);
  const looked = names.slice(0, CARD_LOOKED_AT);
  const held = yield* readHeld(looked);
  const stuck = held.filter(({ ttlMs }) => ttlMs === null).length;
  return {
    value:
      looked.length === 0 ? 0 : Math.round((Math.max(total, names.length) * held.length) / looked.length),
    unit: 'count',
    caption: 'locks held',
    spark: null,
    perHour: null,
    trouble:
      stuck === 0
        ? null
        : `${formatCount(stuck)} ${stuck === 1 ? 'lock never expires' : 'locks never expire'}: if the holder is gone, nobody gets ${stuck === 1 ? 'it' : 'them'} again`,
  };
}
