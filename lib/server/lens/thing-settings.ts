import 'server-only';
import { ownPatternSchema, type OwnPattern } from '@/lib/patterns/own-pattern';
import { thingSettingsSchema, type ThingSettings } from '@/lib/patterns/settings';
import { database } from '../database';

/** What people have set for the things of an instance's database, and the patterns that they described. */

/** By thing. */
export function readThingSettings(instance: string, db: number): Map<string, ThingSettings> {
  const rows = database()
    .prepare('SELECT thing, settings FROM thing_settings WHERE instance = ? AND database = ?')
    .all(instance, db) as { thing: string; settings: string }[];
  return new Map(rows.map(({ thing, settings }) => [thing, thingSettingsSchema.parse(JSON.parse(settings))]));
}

/**
 * Changes some settings of a thing; `null` takes one back.
 * @returns all of its settings now
 */
export function changeThingSettings(
  instance: string,
  db: number,
  thing: string,
  change: { [Name in keyof ThingSettings]?: ThingSettings[Name] | null },
): ThingSettings {
  const known = readThingSettings(instance, db).get(thing) ?? {};
  const entries = Object.entries({ ...known, ...change }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const settings = thingSettingsSchema.parse(Object.fromEntries(entries));
  if (entries.length === 0) {
    database()
      .prepare('DELETE FROM thing_settings WHERE instance = ? AND database = ? AND thing = ?')
      .run(instance, db, thing);
  } else {
    database()
      .prepare(
        'INSERT OR REPLACE INTO thing_settings (instance, database, thing, settings) VALUES (?, ?, ?, ?)',
      )
      .run(instance, db, thing, JSON.stringify(settings));
  }
  return settings;
}

/** The patterns that people described, in the order of their ids. */
export function readOwnPatterns(instance: string, db: number): OwnPattern[] {
  const rows = database()
    .prepare('SELECT description FROM own_patterns WHERE instance = ? AND database = ? ORDER BY id')
    .all(instance, db) as { description: string }[];
  return rows.map(({ description }) => ownPatternSchema.parse(JSON.parse(description)));
}

/** Keeps a description, in the place of one with the same id. */
export function keepOwnPattern(instance: string, db: number, own: OwnPattern): void {
  database()
    .prepare('INSERT OR REPLACE INTO own_patterns (instance, database, id, description) VALUES (?, ?, ?, ?)')
    .run(instance, db, own.id, JSON.stringify(own));
}

/** @returns whether there was one */
export function forgetOwnPattern(instance: string, db: number, id: string): boolean {
  return (
    database()
      .prepare('DELETE FROM own_patterns WHERE instance = ? AND database = ? AND id = ?')
      .run(instance, db, id).changes > 0
  );
}
