import 'server-only';
import type { ReadContext, Thing } from '@/lib/patterns/pattern';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import type { Plan } from '@/lib/patterns/plan';
import type { Access } from '../access';
import { AppError } from '../errors';
import { lensOf } from '../lens/lens';
import { findThing } from '../reads/read-thing';
import { runPlanAlone } from '../redis/run-plan';

/**
 * Runs a plan that changes a thing, on a connection of its own.
 * @param make the plan, once the thing is found
 * @throws AppError UNKNOWN_THING, NOPERM and what the plan throws
 */
export async function actOnThing<T>(
  access: Access,
  { db, thing: id }: { db: number; thing: string },
  pattern: PatternId,
  make: (thing: Thing, context: ReadContext) => Plan<T>,
): Promise<T> {
  const lens = lensOf(access, db);
  const thing = await findThing(access, lens, id, pattern);
  return runPlanAlone(access, make(thing, lens.contextOf(access, thing)), { database: db });
}

/** That a key is one of the thing's; @throws AppError INVALID_INPUT, so that no action reaches other keys by mistake */
export function requireKeyOf(thing: Thing, key: string): void {
  if (thing.parts.some(({ names }) => names.includes(key))) return;
  throw new AppError('INVALID_INPUT', `key: must be one of the keys of ${thing.title}.`, {
    status: 400,
    remedy: 'Scan again if it is new.',
    details: { field: 'key' },
  });
}
