import 'server-only';
import type { ActionContext } from '../http/route';
import { chosenNode } from './chosen-node';
import { followBackground, type BackgroundJob } from './follow-background';

const SAVE: BackgroundJob = {
  what: 'The snapshot',
  running: ['rdb_bgsave_in_progress'],
  status: 'rdb_last_bgsave_status',
  seconds: 'rdb_last_bgsave_time_sec',
  remedy:
    "Check that Redis may write to its directory, and the disk's free space; its own log names the reason.",
};

/** BGSAVE; the audit entry runs on until Redis says that the save has ended, and how. */
export async function saveSnapshot({ access, input, follow }: ActionContext<'snapshot.save'>) {
  const node = chosenNode(access, input.node);
  const connection = await access.connection(node);
  await connection.call('BGSAVE');
  return follow({ node: node.id }, followBackground(access.watcher, node, SAVE));
}
