import 'server-only';
import type { Access } from '../access';
import { forgetAllConnections } from '../client-history/forget-connections';

/** Deletes who was connected to an instance so far; says how many connections that were. */
export async function forgetClients(access: Access): Promise<{ connections: number }> {
  return { connections: await forgetAllConnections(access.instance.id) };
}
