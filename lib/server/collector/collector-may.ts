import 'server-only';
import { text } from '@/lib/redis/reply';
import type { NodeContact } from './side-readings';

/**
 * Whether the collector's own user may run a command that it can do without. Asked of ACL DRYRUN, which leaves no
 * trace in the ACL log; where that may not be asked either, `true`: the answer to the command itself will tell.
 */
export async function collectorMay(
  { node, connection }: NodeContact,
  ...command: [string, ...string[]]
): Promise<boolean> {
  const answer = await connection.call('ACL', 'DRYRUN', node.user, ...command).catch(() => 'OK');
  return text(answer) === 'OK';
}
