import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { keySlot } from '@/lib/redis/key-slot';
import { number } from '@/lib/redis/reply';
import type { Access } from '../access';
import { AppError } from '../errors';

/**
 * Publishes a message.
 * @returns how many connections heard it; in a Cluster, those of the node that was asked
 */
export async function publishMessage(
  access: Access,
  { channel, message, sharded = false }: ActionInput<'message.publish'>,
): Promise<{ channel: string; receivers: number }> {
  const node = sharded ? access.watcher.nodeOfSlot(keySlot(channel)) : access.node();
  if (!node) throw new AppError('NO_NODES', 'No node serves this channel just now.', { status: 503 });
  const connection = await access.connection(node);
  const [reply] = await connection.callBytes([[sharded ? 'SPUBLISH' : 'PUBLISH', channel, message]]);
  if (reply instanceof Error) throw reply;
  return { channel: toWire(channel), receivers: number(reply) ?? 0 };
}
