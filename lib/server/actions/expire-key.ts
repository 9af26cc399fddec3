import 'server-only';
import type { ActionInput } from '@/lib/action-inputs';
import { expireKey as expire, type Expiry } from '@/lib/keyspace/write/expire-key';
import { toWire } from '@/lib/patterns/bytes';
import { atLeast } from '@/lib/redis/compare-versions';
import type { Access } from '../access';
import { AppError } from '../errors';
import { runPlan } from '../run-plan';

/** Gives a key a time to live. @throws AppError IN_THE_PAST for a moment that would delete it there and then */
export async function expireKey(
  access: Access,
  input: ActionInput<'key.expire'>,
): Promise<Expiry & { key: string }> {
  const version = access.node().state.server?.redisVersion;
  if (input.condition && version && !atLeast(version, '7.0'))
    throw new AppError('UNSUPPORTED', 'Conditions of EXPIRE begin with Redis 7.0.', { status: 501 });
  const expiry = await runPlan(access, expire(input.key, input), { database: input.db });
  if (expiry.state !== 'past') return { key: toWire(input.key), ...expiry };
  throw new AppError('IN_THE_PAST', 'That moment is over: Redis would delete the key at once.', {
    status: 400,
    remedy: 'Choose a later moment; to remove the key, use key.unlink, which nobody waits for.',
    details: { field: 'at' },
  });
}
