import 'server-only';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { classifyError } from '@/lib/redis/parse-error';
import type { Reply } from '@/lib/redis/reply';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import { isAppError, toErrorBody, type AppError } from '../errors';

/** Stands for the reply of a key that the person's ACL does not cover. */
export const KEY_DENIED = Symbol('key denied');

/**
 * Which of several commands the person may run. One that is refused is named once with its grant and not sent again,
 * since each attempt would stand in the ACL log.
 */
export class PermittedCommands {
  /** Those that were wanted and refused. */
  readonly refused: Record<string, Refusal> = {};
  private readonly refusals = new Map<CommandId, Refusal>();

  private constructor(readonly access: Access) {}

  static async of(access: Access, ids: readonly CommandId[]): Promise<PermittedCommands> {
    const commands = new PermittedCommands(access);
    const note = (id: CommandId) => access.require(id).catch((error: unknown) => commands.refuse(id, error));
    await Promise.all(ids.map(note));
    return commands;
  }

  /** Whether it may be sent; if not, it stands among the refused from now on. */
  may(id: CommandId): boolean {
    const refusal = this.refusals.get(id);
    if (refusal) this.refused[id] = refusal;
    return !refusal;
  }

  /**
   * What a reply says: the reply itself, `KEY_DENIED`, or `null` where the command is refused or has nothing to tell
   * of such a value.
   * @throws AppError where the node did not answer
   */
  heed(id: CommandId, reply: Reply | AppError): Reply | typeof KEY_DENIED {
    if (!isAppError(reply)) return reply;
    if (reply.code === 'REDIS_ERROR') return null;
    if (reply.code !== 'NOPERM' && reply.code !== 'UNSUPPORTED') throw reply;
    if (classifyError(String(reply.options.cause)).denied === 'key') return KEY_DENIED;
    this.refuse(id, this.access.heed(reply));
    this.may(id);
    return null;
  }

  private refuse(id: CommandId, error: unknown): void {
    if (isAppError(error) && error.status === 401) throw error;
    const { code, message, line } = toErrorBody(error).body.error;
    this.refusals.set(id, { code, message, line });
  }
}
