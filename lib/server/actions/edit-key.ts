import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { editValue } from '@/lib/keyspace/write/edit-value';
import { toWire } from '@/lib/patterns/bytes';
import { atLeast } from '@/lib/redis/compare-versions';
import type { Access } from '../access';
import { runPlanAlone } from '../redis/run-plan';
import { leftAlone, noSuchKey } from './left-alone';

/**
 * Writes a string, a field, an element or a score, if the old value is still the one shown.
 * @throws AppError CHANGED (409) with both values in its details, NO_SUCH_KEY
 */
export async function editKey(access: Access, { db, key, part }: ActionInput<'key.edit'>) {
  const version = access.node().state.server?.redisVersion;
  const keepsTtl = !version || atLeast(version, '6.0');
  const edited = await runPlanAlone(access, editValue(key, part, keepsTtl), { database: db });
  if (edited.state === 'gone') throw noSuchKey();
  if (edited.state !== 'written') throw leftAlone(edited, part.before);
  return { key: toWire(key), state: edited.state };
}
