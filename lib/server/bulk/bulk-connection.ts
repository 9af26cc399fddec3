import 'server-only';
import { infoText } from '@/lib/redis/info-fields';
import { parseInfo } from '@/lib/redis/parse-info';
import { text } from '@/lib/redis/reply';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { AppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';

/**
 * The person's connection to a node for a walk over its names. It is a new one now and then, so that who may no longer
 * sign in does not go on; but behind it must be the same process: after a restart a SCAN cursor means nothing.
 */
export class BulkConnection {
  private connection: Connection | null = null;
  private runId: string | null = null;

  constructor(
    private readonly access: Access,
    private readonly node: NodeWatcher,
    private readonly database: number,
  ) {}

  /** @throws AppError RESTARTED, SIGNED_OUT, or why it cannot be opened */
  async get(): Promise<Connection> {
    const connection = await this.access.connection(this.node, this.database);
    if (connection === this.connection) return connection;
    const runId = await runIdAt(connection);
    if (this.runId !== null && runId !== null && runId !== this.runId) {
      throw new AppError('RESTARTED', `${this.node.id} was restarted meanwhile.`, {
        status: 409,
        remedy: 'Look at what is there now, and begin anew.',
      });
    }
    this.connection = connection;
    this.runId ??= runId;
    return connection;
  }
}

/** `null` for a person who may not run INFO. */
async function runIdAt(connection: Connection): Promise<string | null> {
  const [reply] = await connection.callAll([['INFO', 'server']]);
  return reply instanceof Error ? null : infoText(parseInfo(text(reply) ?? ''), 'run_id');
}
