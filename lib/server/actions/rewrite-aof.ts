import 'server-only';
import type { ActionContext } from '../http/route';
import { chosenNode } from './chosen-node';
import { followBackground, type BackgroundJob } from './follow-background';

const REWRITE: BackgroundJob = {
  what: 'The AOF rewrite',
  // While a snapshot runs, Redis only notes the wish and begins afterwards.
  running: ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'],
  status: 'aof_last_bgrewrite_status',
  seconds: 'aof_last_rewrite_time_sec',
  remedy:
    "Check that Redis may write to its directory, and the disk's free space; its own log names the reason.",
};

/** BGREWRITEAOF; the audit entry runs on until Redis says that the rewrite has ended, and how. */
export async function rewriteAof({ access, input, follow }: ActionContext<'aof.rewrite'>) {
  const node = chosenNode(access, input.node);
  const connection = await access.connection(node);
  await connection.call('BGREWRITEAOF');
  return follow({ node: node.id }, followBackground(access.watcher, node, REWRITE));
}
