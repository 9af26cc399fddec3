import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { persistKey as persist } from '@/lib/keyspace/write/expire-keys';
import { toWire } from '@/lib/patterns/bytes';
import type { Access } from '../access';
import { runPlan } from '../redis/run-plan';

/** Takes a key's time to live away. */
export async function persistKey(access: Access, { db, key }: ActionInput<'key.persist'>) {
  return { key: toWire(key), state: await runPlan(access, persist(key), { database: db }) };
}
