import 'server-only';
import type { CommandId } from '@/lib/redis/command-catalogue';
import type { Reply } from '@/lib/redis/reply';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { toErrorBody } from '../errors';

/** The answers to commands of which any may be refused while the rest of the page is shown. */
export interface OptionalReplies {
  /** `null` where it was refused. */
  replies: (Reply | null)[];
  /** By command id: why, and the line that would allow it. */
  refused: Record<string, Refusal>;
}

/**
 * Sends what the person may run and explains the rest; a command that is known to be refused is not sent,
 * since each attempt would stand in the ACL log.
 */
export async function runOptional(
  access: Access,
  connection: Connection,
  commands: readonly { id: CommandId; args: [string, ...string[]] }[],
): Promise<OptionalReplies> {
  const refused: Record<string, Refusal> = {};
  const refuse = (id: CommandId, error: unknown) => {
    const { code, message, line } = toErrorBody(error).body.error;
    refused[id] = { code, message, line };
  };
  const allowed = await Promise.all(
    commands.map(({ id }) =>
      access.require(id).then(
        () => true,
        (error: unknown) => (refuse(id, error), false),
      ),
    ),
  );
  const sent = commands.filter((_, index) => allowed[index]);
  const answers = (await connection.callAll(sent.map(({ args }) => args))).values();
  const replies = commands.map(({ id }, index) => {
    const answer = allowed[index] ? (answers.next().value ?? null) : null;
    if (!(answer instanceof Error)) return answer;
    refuse(id, access.heed(answer));
    return null;
  });
  return { replies, refused };
}
