import 'server-only';
import type { Access } from '../access';

/** Lets the collector try once more after an error that it does not retry by itself. */
export async function reconnectInstance(
  access: Access,
): Promise<{ nodes: { node: string; state: string }[] }> {
  await access.watcher.retry();
  return { nodes: access.nodes().map(({ id, state }) => ({ node: id, state: state.state })) };
}
