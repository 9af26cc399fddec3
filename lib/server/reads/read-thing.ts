import 'server-only';
import type { z } from 'zod';
import { CATALOGUE, FAMILIES } from '@/lib/patterns/catalogue';
import type { Layout, Pattern, Thing } from '@/lib/patterns/pattern';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import type { ThingSettings } from '@/lib/patterns/settings';
import type { ThingHeader } from '@/lib/schemas/analytics';
import type { Access } from '../access';
import { AppError } from '../errors';
import { lensOf, type Lens } from '../lens/lens';
import { samplePlan } from '../lens/past';
import { runPlan } from '../redis/run-plan';

/** What the page of a thing shows. */
export interface ThingView<View = unknown> {
  at: number;
  database: number;
  thing: ThingHeader;
  view: View;
}

/** The pattern of this id; @throws AppError UNKNOWN_PATTERN (404) */
export function findPattern(id: string): Pattern {
  const pattern = CATALOGUE.find((each) => each.id === id);
  if (pattern) return pattern;
  throw new AppError('UNKNOWN_PATTERN', `There is no pattern "${id}".`, {
    status: 404,
    remedy: `The patterns are: ${CATALOGUE.map((each) => each.id).join(', ')}.`,
    details: { field: 'pattern' },
  });
}

/**
 * The thing of this id in a database, once the look over its keys has come to it.
 * @throws AppError UNKNOWN_THING (404), NOPERM (403) where the person's ACL does not cover its keys
 */
export async function findThing(access: Access, lens: Lens, id: string, pattern?: PatternId): Promise<Thing> {
  const thing = await lens.find(access, id);
  if (!thing || (pattern && thing.pattern !== pattern)) {
    throw new AppError('UNKNOWN_THING', `Nothing is called ${id} in database ${lens.database}.`, {
      status: 404,
      remedy: 'It may have ended, or be newer than the last scan: scan again.',
      details: { field: 'thing' },
    });
  }
  if (thing.access === 'denied') {
    throw new AppError(
      'NOPERM',
      `Your Redis user ${access.username} may not read the keys of ${thing.title}.`,
      {
        status: 403,
        remedy: 'Ask an administrator of this Redis for access to the keys.',
        details: { field: 'thing' },
      },
    );
  }
  return thing;
}

/**
 * One thing through the eyes of its pattern.
 * @param query as the pattern's schema gave it
 */
export async function readThing(
  access: Access,
  pattern: Pattern,
  { db, thing: id }: { db: number; thing: string },
  query: z.infer<z.ZodObject>,
  signal?: AbortSignal,
): Promise<ThingView> {
  const lens = lensOf(access, db);
  const settings = lens.settings();
  const thing = await findThing(access, lens, id, pattern.id);
  // Who looks at a thing sees its past grow, pinned or not.
  const sample = samplePlan(access.instance.id, db, pattern, thing, lens.contextOf(access, thing, settings));
  if (sample) await runPlan(access, sample, { database: db, signal });
  const context = lens.contextOf(access, thing, settings);
  const view = await runPlan(access, pattern.view.read(thing, query, context), { database: db, signal });
  return { at: context.now, database: db, thing: toHeader(thing, settings.get(id) ?? {}), view };
}

function toHeader(thing: Thing, settings: ThingSettings): ThingHeader {
  const { id, pattern, title, keys, access, confidence, parts } = thing;
  const family = FAMILIES.find((each) => each.id === thing.family);
  const layoutOf = (layout: string): Layout | undefined => family?.layouts.find((each) => each.id === layout);
  return {
    ...{ id, pattern, title, keys, access, confidence },
    source: family?.source ?? 'described here',
    pinned: settings.pinned ?? false,
    name: settings.name ?? null,
    settings,
    parts: parts.map(({ names: _names, clock: _clock, ...part }) => ({
      ...part,
      encoding: layoutOf(part.layout)?.encoding ?? '',
      ttl: layoutOf(part.layout)?.ttl ?? '',
    })),
  };
}
