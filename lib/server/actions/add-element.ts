import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { addElement as add } from '@/lib/keyspace/write/add-element';
import { toWire } from '@/lib/patterns/bytes';
import type { Access } from '../access';
import { runPlanAlone } from '../redis/run-plan';
import { leftAlone } from './left-alone';

/** Adds to what a key holds; a key that has gone is not made anew, without its time to live. */
export async function addElement(access: Access, { db, key, element }: ActionInput<'element.add'>) {
  const added = await runPlanAlone(access, add(key, element), { database: db });
  if (added.state === 'busy' || added.state === 'other-type') throw leftAlone(added);
  return { key: toWire(key), state: added.state };
}
