import { number } from '@/lib/redis/reply';
import { DAY_MS } from '../clock';
import { keptKeys } from '../kept-keys';
import type { ReadContext, Summary, Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { readStreamSeries } from '../time-series/stream-series';
import { readGroups } from './groups';
import { idMoment, readOverview } from './overview';
import { findTroubles } from './troubles';

/** Streams of one thing whose lengths are added up; the others are taken to be like them. */
const COUNTED = 50;

/** Deliveries that are not poison yet, where nobody says another number. */
const POISON = 5;

const SPARK = { points: 24, budget: { readings: 480, bytes: 500_000 } };

/** How long a stream is, how fast it grows, and what is wrong with its groups. */
export function* summariseStream(thing: Thing, { now }: ReadContext): Plan<Summary> {
  const layouts = thing.parts.filter(({ type }) => type === 'stream').map(({ layout }) => layout);
  const { names, total } = layouts.length === 0 ? { names: [], total: 0 } : keptKeys(thing, ...layouts);
  const [key] = names;
  const nothing = { unit: 'count', spark: null, perHour: null, trouble: null } as const;
  if (key === undefined) return { ...nothing, value: null, caption: 'entries' };
  const overview = yield* readOverview(key, now);
  const trouble = overview && findTroubles((yield* readGroups(key)).facts, overview.info, POISON)[0];
  if (total > 1) {
    const counted = names.slice(0, COUNTED);
    const replies = yield* ask(counted.map((name) => ['XLEN', name] as const));
    const entries = replies.reduce<number>((sum, reply) => sum + (number(storedReply(reply)) ?? 0), 0);
    const perHour = overview?.perHour ?? null;
    return {
      ...nothing,
      value: total > counted.length ? Math.round((entries * total) / counted.length) : entries,
      caption: `${total > counted.length ? 'entries, about, of' : 'entries of'} ${total} streams`,
      perHour: perHour === null ? null : perHour * total,
      trouble: trouble ?? null,
    };
  }
  if (overview === null) return { ...nothing, value: null, caption: 'entries' };
  const lastAt = idMoment(overview.info.lastEntry?.id);
  const from =
    lastAt === null ? undefined : Math.max(idMoment(overview.info.firstEntry?.id) ?? 0, lastAt - DAY_MS);
  const { counts } = yield* readStreamSeries(key, { from, ...SPARK });
  return {
    ...nothing,
    value: overview.info.length,
    caption: 'entries',
    spark: counts,
    perHour: overview.perHour,
    trouble: trouble ?? null,
  };
}
