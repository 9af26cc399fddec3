import 'server-only';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import type { Summary, Thing } from '@/lib/patterns/pattern';
import { answer, together, type Plan } from '@/lib/patterns/plan';
import type { ThingSettings } from '@/lib/patterns/settings';
import type { Access } from '../access';
import { runPlan } from '../redis/run-plan';
import type { Lens } from './lens';

/** A card's number is true for so long. */
const FRESH_MS = 10_000;

/** Things whose commands go together. */
const AT_ONCE = 60;

const known = new WeakMap<Lens, Map<string, { at: number; summary: Summary | null }>>();

/**
 * Each thing's one number, read on the person's own connection; those of a moment ago are not read again.
 * @returns by thing; `null` where it could not be read
 */
export async function summariseThings(
  access: Access,
  lens: Lens,
  things: readonly Thing[],
  settings: Map<string, ThingSettings>,
): Promise<Map<string, Summary | null>> {
  const kept = known.get(lens) ?? new Map<string, { at: number; summary: Summary | null }>();
  known.set(lens, kept);
  const wanted = things.filter(({ id }) => Date.now() - (kept.get(id)?.at ?? 0) > FRESH_MS);
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const batch = wanted.slice(start, start + AT_ONCE);
    const summaries = await runPlan(
      access,
      together(batch.map((thing) => planFor(thing, lens, access, settings))),
      { database: lens.database },
    );
    batch.forEach(({ id }, index) => {
      const summary = summaries[index]!;
      kept.set(id, { at: Date.now(), summary: summary instanceof Error ? null : summary });
    });
  }
  return new Map(things.map(({ id }) => [id, kept.get(id)?.summary ?? null]));
}

function planFor(
  thing: Thing,
  lens: Lens,
  access: Access,
  settings: Map<string, ThingSettings>,
): Plan<Summary | null> {
  const pattern = CATALOGUE.find(({ id }) => id === thing.pattern);
  if (!pattern || thing.access === 'denied') return answer(null);
  return pattern.summarise(thing, lens.contextOf(access, thing, settings));
}
