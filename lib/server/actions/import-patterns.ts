import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { lensOf } from '../lens/lens';
import { changeThingSettings, keepOwnPattern } from '../lens/thing-settings';
import { requireUsable } from './describe-pattern';

/** Takes over descriptions and settings, all or, where one is wrong, none; @returns how many of each */
export function importPatterns(
  access: Access,
  { db, patterns, things }: ActionInput<'pattern.import'>,
): Promise<{ patterns: number; things: number }> {
  patterns.forEach(requireUsable);
  for (const own of patterns) keepOwnPattern(access.instance.id, db, own);
  for (const [thing, settings] of Object.entries(things))
    changeThingSettings(access.instance.id, db, thing, settings);
  lensOf(access, db).look(access, { again: true });
  return Promise.resolve({ patterns: patterns.length, things: Object.keys(things).length });
}
