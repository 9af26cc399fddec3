import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { expireKeys as expire, type Expiry } from '@/lib/keyspace/write/expire-keys';
import { atLeast } from '@/lib/redis/compare-versions';
import type { Access } from '../access';
import { AppError } from '../errors';
import { runPlan } from '../redis/run-plan';

/** Gives keys a time to live. @throws AppError IN_THE_PAST for a moment that would delete them there and then */
export async function expireKeys(access: Access, input: ActionInput<'key.expire'>): Promise<Expiry> {
  const version = access.node().state.server?.redisVersion;
  if (input.condition && version && !atLeast(version, '7.0'))
    throw new AppError('UNSUPPORTED', 'Conditions of EXPIRE begin with Redis 7.0.', { status: 501 });
  const expiry = await runPlan(access, expire([...new Set(input.keys)], input), { database: input.db });
  if (expiry !== 'past') return expiry;
  throw new AppError('IN_THE_PAST', 'That moment is over: Redis would delete what is there at once.', {
    status: 400,
    remedy: 'Choose a later moment; to remove keys, use key.unlink, which nobody waits for.',
    details: { field: 'at' },
  });
}
