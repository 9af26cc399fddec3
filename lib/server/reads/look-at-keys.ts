import 'server-only';
import { keyWire } from '@/lib/keyspace/key-wire';
import { lengthCommandOf } from '@/lib/keyspace/key-length';
import type { KeyRow } from '@/lib/keyspace/keys-schema';
import { ttlClassOf, type TtlClass } from '@/lib/keyspace/ttl-class';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Command } from '@/lib/patterns/plan';
import { commandWords, type CommandId } from '@/lib/redis/command-catalogue';
import { number, string, type Reply } from '@/lib/redis/reply';
import type { Connection } from '../connection';
import { KEY_DENIED, type PermittedCommands } from './permitted-commands';

/** What the keys must be to come into a list. */
export interface KeyFilter {
  type?: string;
  ttl?: TtlClass;
}

/** What is said of some keys. */
export interface LookedAt {
  rows: KeyRow[];
  /** Keys whose type or time left the ACL keeps back, where that decides. */
  unsorted: number;
}

/**
 * Asks what there is to say of some keys, in two round trips.
 * @param lengths whether to ask for them, which makes a key look used unless the connection is NO-TOUCH
 * @returns a row for each key that passes the filter, in the same order
 * @throws AppError where the node did not answer
 */
export async function lookAtKeys(
  connection: Connection,
  names: readonly Bytes[],
  commands: PermittedCommands,
  { type, ttl, lengths }: KeyFilter & { lengths: boolean },
): Promise<LookedAt> {
  const first = await askEach(connection, commands, names, () => ['type', 'pttl']);
  let unsorted = 0;
  const passed = first.flatMap(({ name, denied, replies }) => {
    const kind = string(replies.type);
    const ttlMs = number(replies.pttl);
    const row = { name, denied, type: kind === 'none' ? null : kind, ttlMs: ttlMs === -2 ? null : ttlMs };
    const gone = kind === 'none' || ttlMs === -2;
    if (type === undefined && ttl === undefined) return [{ ...row, gone }];
    if (gone) return [];
    if (denied || (type !== undefined && kind === null) || (ttl !== undefined && ttlMs === null)) {
      unsorted += 1;
      return [];
    }
    const passes = (type === undefined || kind === type) && (ttl === undefined || ttlClassOf(ttlMs!) === ttl);
    return passes ? [{ ...row, gone }] : [];
  });
  const readable = passed.filter(({ denied, gone }) => !denied && !gone);
  const types = new Map(readable.map(({ name, type: kind }) => [name, kind]));
  const second = await askEach(connection, commands, [...types.keys()], (name) => {
    const length = lengths ? lengthCommandOf(types.get(name) ?? '') : null;
    return length ? ['memory|usage', length] : ['memory|usage'];
  });
  const looked = new Map(second.map((each) => [each.name, each]));
  const rows = passed.map(({ name, denied, gone, type: kind, ttlMs }): KeyRow => {
    const replies = looked.get(name)?.replies ?? {};
    const length = lengthCommandOf(kind ?? '');
    return {
      key: keyWire(name),
      access: denied ? 'denied' : gone ? 'gone' : 'ok',
      type: kind,
      ttlMs,
      bytes: number(replies['memory|usage']),
      length: length && number(replies[length]),
    };
  });
  return { rows, unsorted };
}

/** What Redis says of a key to each command that was sent; none for those that were refused. */
interface Answered {
  name: Bytes;
  denied: boolean;
  replies: Partial<Record<CommandId, Reply>>;
}

/** Asks each key the commands that it is to be asked and that the person may run, all in one round trip. */
export async function askEach(
  connection: Connection,
  commands: PermittedCommands,
  names: readonly Bytes[],
  ask: (name: Bytes) => readonly CommandId[],
): Promise<Answered[]> {
  const asked = names.map((name) => ask(name).filter((id) => commands.may(id)));
  const lines = names.flatMap((name, index) => asked[index]!.map((id) => commandOn(id, name)));
  const answers = (lines.length > 0 ? await connection.callBytes(lines) : []).values();
  return names.map((name, index) => {
    const answered: Answered = { name, denied: false, replies: {} };
    for (const id of asked[index]!) {
      const said = commands.heed(id, answers.next().value ?? null);
      if (said === KEY_DENIED) answered.denied = true;
      else answered.replies[id] = said;
    }
    return answered;
  });
}

const commandOn = (id: CommandId, name: Bytes): Command =>
  [...commandWords(id).split(' '), name] as [string, Bytes];
