import 'server-only';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { isAppError, toErrorBody } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';

/** Why one node did not answer while the others did. */
export interface NodeFailure {
  node: string;
  code: string;
  message: string;
}

/**
 * Asks several nodes at once on the person's own connections.
 * @returns what the nodes said, and the failures of those that said nothing
 * @throws AppError when no node answered, or when the person is signed out
 */
export async function askEachNode<T>(
  access: Access,
  nodes: readonly NodeWatcher[],
  ask: (connection: Connection, node: NodeWatcher) => Promise<T>,
): Promise<{ answers: { node: NodeWatcher; answer: T }[]; failures: NodeFailure[] }> {
  const settled = await Promise.allSettled(
    nodes.map(async (node) => ({ node, answer: await ask(await access.connection(node), node) })),
  );
  const rejected = settled
    .filter((result) => result.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  const final = rejected.find((reason) => isAppError(reason) && reason.status === 401);
  if (final || (rejected.length > 0 && rejected.length === nodes.length)) throw final ?? rejected[0];
  return {
    answers: settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    failures: settled.flatMap((result, index) => {
      if (result.status === 'fulfilled') return [];
      const { code, message } = toErrorBody(result.reason).body.error;
      return [{ node: nodes[index]!.id, code, message }];
    }),
  };
}
