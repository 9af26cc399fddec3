import 'server-only';
import { keyWire } from '@/lib/keyspace/key-wire';
import { lengthCommandOf } from '@/lib/keyspace/key-length';
import type { KeyRow } from '@/lib/keyspace/keys-schema';
import { ttlClassOf, type TtlClass } from '@/lib/keyspace/ttl-class';
import type { Bytes } from '@/lib/patterns/bytes';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { number, string } from '@/lib/redis/reply';
import type { Connection } from '../redis/connection';
import { askEachKey, type AskedKey } from './ask-each-key';
import type { PermittedCommands } from './permitted-commands';

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
 * Asks what there is to say of some keys, in two or three round trips: first what the filter is about, and the rest of
 * those that pass it.
 * @param lengths whether to ask for them, which makes a key look used unless the connection is NO-TOUCH
 * @returns a row for each key that passes the filter, in the same order
 * @throws AppError where the node did not answer
 */
export async function lookAtKeys(
  connection: Connection,
  names: readonly Bytes[],
  commands: PermittedCommands,
  { lengths, ...filter }: KeyFilter & { lengths: boolean },
): Promise<LookedAt> {
  const decisive: CommandId[] = [];
  if (filter.type !== undefined) decisive.push('type');
  if (filter.ttl !== undefined) decisive.push('pttl');
  const isFiltered = decisive.length > 0;
  const first: readonly CommandId[] = isFiltered ? decisive : ['type', 'pttl'];
  const all = await askEachKey(connection, commands, names, () => first);
  const there = isFiltered ? all.filter((key) => !isGone(key)) : all;
  const told = isFiltered ? there.filter(({ replies }) => decisive.every((id) => replies[id] != null)) : all;
  const passed = told.filter((key) => passes(key, filter));

  const askMore = async (ask: (key: AskedKey) => readonly CommandId[]) => {
    const keys = new Map(
      passed.filter((key) => !key.denied && !isGone(key)).map((key) => [key.name, key] as const),
    );
    const more = await askEachKey(connection, commands, [...keys.keys()], (name) => ask(keys.get(name)!));
    for (const { name, replies } of more) Object.assign(keys.get(name)!.replies, replies);
  };
  const second = (['type', 'pttl'] as const).filter((id) => !first.includes(id));
  if (second.length > 0) await askMore(() => second);
  await askMore(({ replies }) => {
    const length = lengths ? lengthCommandOf(string(replies.type) ?? '') : null;
    return length ? ['memory|usage', length] : ['memory|usage'];
  });
  return { rows: passed.map(toRow), unsorted: there.length - told.length };
}

const isGone = ({ replies }: AskedKey) => replies.type === 'none' || replies.pttl === -2;

const passes = ({ replies }: AskedKey, { type, ttl }: KeyFilter) =>
  (type === undefined || replies.type === type) &&
  (ttl === undefined || ttlClassOf(number(replies.pttl) ?? -1) === ttl);

function toRow(key: AskedKey): KeyRow {
  const { name, denied, replies } = key;
  const gone = isGone(key);
  const type = gone ? null : string(replies.type);
  const length = lengthCommandOf(type ?? '');
  return {
    key: keyWire(name),
    access: denied ? 'denied' : gone ? 'gone' : 'ok',
    type,
    ttlMs: gone ? null : number(replies.pttl),
    bytes: number(replies['memory|usage']),
    length: length && number(replies[length]),
  };
}
