import 'server-only';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import type { PatternsResponse } from '@/lib/schemas/own-patterns';
import type { Access } from '../access';
import { readOwnPatterns, readThingSettings } from '../lens/thing-settings';

/** Every layout that is known, and what people at this instance described and set for a database. */
export function listPatterns({ instance }: Access, { db }: { db: number }): Promise<PatternsResponse> {
  return Promise.resolve({
    known: CATALOGUE.flatMap(({ id, families }) =>
      families.flatMap((family) =>
        family.layouts.map(({ id: layout, template, types, encoding, clock }) => ({
          pattern: id,
          like: `${family.id}.${layout}`,
          template,
          types: [...types],
          encoding,
          clock: clock ?? null,
        })),
      ),
    ),
    patterns: readOwnPatterns(instance.id, db),
    things: Object.fromEntries(readThingSettings(instance.id, db)),
  });
}
