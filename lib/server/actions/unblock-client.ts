import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { AppError } from '../errors';

/**
 * Ends a client's blocking command as if its time were up.
 * @throws AppError NOT_BLOCKED when the client is gone or does not wait
 */
export async function unblockClient(
  access: Access,
  { node, id }: ActionInput<'client.unblock'>,
): Promise<{ node: string; id: number }> {
  const connection = await access.connection(access.node(node));
  const unblocked = await connection.call('CLIENT', 'UNBLOCK', String(id), 'TIMEOUT');
  if (unblocked === 1) return { node, id };
  throw new AppError('NOT_BLOCKED', `Client ${id} is gone or not blocked.`, {
    status: 409,
    remedy: 'Refresh the list.',
  });
}
