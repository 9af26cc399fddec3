import { ask, type RunningRedis } from './servers';

/**
 * How many sign-ins a server has refused since its start, by the ACL log; of one user or of everybody.
 * @param as who asks
 */
export async function refusedSignIns(redis: RunningRedis, as?: string, user?: string): Promise<number> {
  const log = (await ask(redis.port, as, (it) => it.call('ACL', 'LOG', '1000'))) as string[][];
  const field = (entry: string[], name: string) => entry[entry.indexOf(name) + 1];
  return log
    .filter((entry) => field(entry, 'reason') === 'auth' && (!user || field(entry, 'username') === user))
    .reduce((sum, entry) => sum + Number(field(entry, 'count')), 0);
}
