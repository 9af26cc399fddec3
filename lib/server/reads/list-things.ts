import 'server-only';
import type { z } from 'zod';
import { FAMILIES } from '@/lib/patterns/catalogue';
import { toDisplay } from '@/lib/patterns/bytes';
import type { Point } from '@/lib/metrics/series';
import type { PastSample, Summary, Thing } from '@/lib/patterns/pattern';
import { PATTERN_IDS, PATTERNS } from '@/lib/patterns/pattern-ids';
import type { ThingSettings } from '@/lib/patterns/settings';
import type { READS } from '@/lib/reads/reads';
import type { AnalyticsResponse, ThingCard } from '@/lib/schemas/analytics';
import type { Access } from '../access';
import { databasesOf } from '../collector/keys-by-database';
import { lensOf } from '../lens/lens';
import { summariseThings } from '../lens/summarise-things';

/** Of each pattern so many things, those with the most keys, are asked for their number, to find the busiest. */
const CONTENDERS = 40;
/** Shapes of keys that nothing was recognised in. */
const SHAPES = 200;

/**
 * Everything that the lens has recognised in a database, pinned things first, then the busiest. The look over the
 * keys goes on behind; what is known so far is answered at once.
 */
export async function listThings(
  access: Access,
  { db, q, pattern, offset, count }: z.infer<(typeof READS)['analytics']['query']>,
): Promise<AnalyticsResponse> {
  const lens = lensOf(access, db);
  const scan = lens.look(access);
  const settings = lens.settings();
  const all = lens.things(settings);
  const wanted = all.filter((thing) => (!pattern || thing.pattern === pattern) && matches(thing, q));
  const ordered = byKeys(wanted, settings);
  const contenders = new Set(contend(ordered));
  const summaries = await summariseThings(access, lens, [...contenders], settings);
  const busiest = ordered
    .filter((thing) => contenders.has(thing))
    .toSorted(
      (a, b) =>
        rank(b, settings) - rank(a, settings) ||
        (summaries.get(b.id)?.perHour ?? -1) - (summaries.get(a.id)?.perHour ?? -1) ||
        b.keys - a.keys,
    );
  const shown = [...busiest, ...ordered.filter((thing) => !contenders.has(thing))].slice(
    offset,
    offset + count,
  );
  const shownSummaries = await summariseThings(access, lens, shown, settings);
  return {
    at: Date.now(),
    database: db,
    databases: databasesOf(access),
    scan: { ...scan },
    patterns: PATTERN_IDS.flatMap((id) => {
      const own = all.filter((thing) => thing.pattern === id);
      return own.length === 0 ? [] : [{ pattern: id, things: own.length, keys: sumOf(own) }];
    }),
    total: wanted.length,
    things: shown.map((thing) => {
      const context = lens.contextOf(access, thing, settings);
      return toCard(thing, settings, shownSummaries.get(thing.id) ?? null, context.past);
    }),
    unrecognised: lens.unrecognised
      .toSorted((a, b) => b.keys - a.keys)
      .slice(0, SHAPES)
      .map(({ shape, ...rest }) => ({ shape: toDisplay(shape), ...rest })),
    rejected: lens.rejected(settings),
  };
}

const rank = ({ id }: Thing, settings: Map<string, ThingSettings>) => (settings.get(id)?.pinned ? 1 : 0);

const byKeys = (things: readonly Thing[], settings: Map<string, ThingSettings>) =>
  things.toSorted(
    (a, b) => rank(b, settings) - rank(a, settings) || b.keys - a.keys || (a.id < b.id ? -1 : 1),
  );

/** Those of each pattern that may be the busiest. */
function contend(ordered: readonly Thing[]): Thing[] {
  const taken = new Map<string, number>();
  return ordered.filter(({ pattern }) => {
    const before = taken.get(pattern) ?? 0;
    taken.set(pattern, before + 1);
    return before < CONTENDERS;
  });
}

function matches(thing: Thing, words: string): boolean {
  const text =
    `${thing.title} ${thing.id} ${PATTERNS[thing.pattern].label} ${sourceOf(thing.family)}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const sourceOf = (family: string) => FAMILIES.find(({ id }) => id === family)?.source ?? 'described here';

function toCard(
  thing: Thing,
  settings: Map<string, ThingSettings>,
  summary: Summary | null,
  past: readonly PastSample[],
): ThingCard {
  const { id, pattern, title, keys, access, confidence, family, parts } = thing;
  const best = parts.toSorted((a, b) => b.confidence - a.confidence)[0];
  return {
    ...{ id, pattern, title, keys, access, confidence },
    source: sourceOf(family),
    pinned: settings.get(id)?.pinned ?? false,
    why: best?.why ?? 'its name; your Redis user may not look at its keys',
    summary: summary && {
      ...summary,
      spark: (summary.spark ?? sparkOf(past))?.map(([...point]) => point) ?? null,
    },
  };
}

/** What was kept of a thing whose keys hold no past themselves. */
function sparkOf(past: readonly PastSample[]): Point[] | null {
  const points = past.flatMap(({ at, values }): Point[] =>
    values.value === undefined ? [] : [[at, values.value, null, null]],
  );
  return points.length > 1 ? points : null;
}

const sumOf = (things: readonly Thing[]) => things.reduce((sum, { keys }) => sum + keys, 0);
