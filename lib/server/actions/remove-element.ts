import 'server-only';
import { randomUUID } from 'node:crypto';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { removeElement as remove } from '@/lib/keyspace/write/remove-element';
import { toWire } from '@/lib/patterns/bytes';
import type { Access } from '../access';
import { runPlanAlone } from '../redis/run-plan';
import { leftAlone } from './left-alone';

/**
 * Takes a field, an element, a member or an entry out of a key.
 * @throws AppError CHANGED (409) where it is not the one shown any more
 */
export async function removeElement(access: Access, { db, key, element }: ActionInput<'element.remove'>) {
  const mark = `hitrate:removed:${randomUUID()}`;
  const removed = await runPlanAlone(access, remove(key, element, mark), { database: db });
  switch (removed.state) {
    case 'removed':
      return { key: toWire(key), state: removed.state, last: removed.last };
    case 'gone':
    case 'missing':
      return { key: toWire(key), state: removed.state, last: false };
    default:
      throw leftAlone(removed, 'before' in element ? element.before : undefined);
  }
}
