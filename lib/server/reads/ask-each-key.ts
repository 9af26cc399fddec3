import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Command } from '@/lib/patterns/plan';
import { commandWords, type CommandId } from '@/lib/redis/command-catalogue';
import type { Reply } from '@/lib/redis/reply';
import type { Connection } from '../redis/connection';
import { callForeseen } from '../redis/foresee-refusals';
import { KEY_DENIED, type PermittedCommands } from './permitted-commands';

/** What Redis says of a key to each command that was sent; nothing to those that were refused. */
export interface AskedKey {
  name: Bytes;
  /** Whether the person's ACL does not cover it. */
  denied: boolean;
  replies: Partial<Record<CommandId, Reply>>;
}

/**
 * Asks each key the commands that it is to be asked and that the person may run, all in one round trip.
 * @param ask the commands, each of which takes the name and no more
 * @throws AppError where the node did not answer
 */
export async function askEachKey(
  connection: Connection,
  commands: PermittedCommands,
  names: readonly Bytes[],
  ask: (name: Bytes) => readonly CommandId[],
): Promise<AskedKey[]> {
  const asked = names.map((name) => ask(name).filter((id) => commands.may(id)));
  const lines = names.flatMap((name, index) => asked[index]!.map((id) => commandOn(id, name)));
  const answers = (await callForeseen(commands.access, connection, lines)).values();
  return names.map((name, index) => {
    const key: AskedKey = { name, denied: false, replies: {} };
    for (const id of asked[index]!) {
      const said = commands.heed(id, answers.next().value ?? null);
      if (said === KEY_DENIED) key.denied = true;
      else key.replies[id] = said;
    }
    return key;
  });
}

const commandOn = (id: CommandId, name: Bytes): Command =>
  [...commandWords(id).split(' '), name] as [string, Bytes];
