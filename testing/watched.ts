import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import type { AppClient } from './app-client';
import { waitUntil } from './wait-until';

/**
 * The entry of a configuration file for a server with the demo's users.
 * @param more id (default `shop`), name, environment …
 */
export const watched = (redis: { port: number }, more: Record<string, unknown> = {}) => ({
  id: 'shop',
  url: `redis://collector:collector@127.0.0.1:${redis.port}`,
  ...more,
});

/** The nodes of an instance as the person sees them now. */
export async function nodesOf(client: AppClient, instance = 'shop'): Promise<NodeSummary[]> {
  const { status, body } = await client.get<InstanceSummary>(`/api/instances/${instance}`);
  if (status !== 200) throw new Error(`The instance answered ${status}: ${JSON.stringify(body)}`);
  return body.nodes ?? [];
}

/** Waits until every node of an instance answers the collector. */
export const untilUp = (client: AppClient, instance = 'shop', count = 1): Promise<void> =>
  waitUntil(`${count} node(s) of ${instance} are up`, async () => {
    const nodes = await nodesOf(client, instance);
    return nodes.length === count && nodes.every(({ state }) => state === 'up');
  });
