import 'server-only';
import { ttlClassOf, type TtlClass } from '@/lib/keyspace/ttl-class';
import type { Bytes } from '@/lib/patterns/bytes';
import { number, string } from '@/lib/redis/reply';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { askEachKey } from '../reads/ask-each-key';
import { PermittedCommands } from '../reads/permitted-commands';

/**
 * Of some keys those of a type and a class of time left.
 * @returns their names, and how many the ACL keeps back
 * @throws AppError where the person may not ask at all
 */
export async function keysThatFit(
  access: Access,
  connection: Connection,
  names: readonly Bytes[],
  { type, ttl }: { type?: string; ttl?: TtlClass },
): Promise<{ names: Bytes[]; refused: number }> {
  if (type === undefined && ttl === undefined) return { names: [...names], refused: 0 };
  const asked = [...(type === undefined ? [] : (['type'] as const)), ...(ttl ? (['pttl'] as const) : [])];
  const mustBeAllowed = async () => {
    for (const command of asked) await access.require(command);
  };
  await mustBeAllowed();
  const commands = await PermittedCommands.of(access, asked);
  const looked = await askEachKey(connection, commands, names, () => asked);
  // Refused since: what nobody could tell must not pass for what does not fit.
  if (Object.keys(commands.refused).length > 0) await mustBeAllowed();
  const fitting = looked.filter(({ denied, replies }) => {
    if (denied || (type !== undefined && string(replies.type) !== type)) return false;
    const ttlMs = number(replies.pttl) ?? -2;
    return ttl === undefined || (ttlMs !== -2 && ttlClassOf(ttlMs) === ttl);
  });
  return { names: fitting.map(({ name }) => name), refused: looked.filter(({ denied }) => denied).length };
}
