import 'server-only';
import type { z } from 'zod';
import { exactName } from '@/lib/keyspace/glob';
import { LENGTH_COMMAND_IDS } from '@/lib/keyspace/key-length';
import type { keysQuery, KeyRow, KeysResponse } from '@/lib/keyspace/keys-schema';
import type { Bytes } from '@/lib/patterns/bytes';
import { infoText } from '@/lib/redis/info-fields';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { databasesOf, keysIn } from '../collector/keys-by-database';
import { lookWithoutTouch } from '../redis/no-touch';
import type { NodeWatcher } from '../collector/node-watcher';
import { nodeOfKey } from '../redis/node-of-key';
import { lookAtKeys } from './look-at-keys';
import { PermittedCommands } from './permitted-commands';
import { walkKeyspace, type WalkPage } from './walk-keyspace';

type KeysQuery = z.infer<typeof keysQuery>;

/**
 * A page of the keys whose names match: the next ones of a walk by SCAN, or the one that a glob without wildcard names.
 * @throws AppError NOPERM of a person who may not ask for what the filter is about; as `walkKeyspace`
 */
export async function listKeys(access: Access, query: KeysQuery, signal: AbortSignal): Promise<KeysResponse> {
  const { db, match, type, ttl, cursor, count } = query;
  if (type !== undefined) await access.require('type');
  if (ttl !== undefined) await access.require('pttl');
  const commands = await PermittedCommands.of(access, [
    'type',
    'pttl',
    'memory|usage',
    ...LENGTH_COMMAND_IDS,
  ]);
  const keys: KeyRow[] = [];
  let unsorted = 0;
  let lengths = true;
  const look = async (names: readonly Bytes[], connection: Connection, node: NodeWatcher) => {
    const mayAsk = (await lookWithoutTouch(access, connection)) || !countsUse(node);
    const looked = await lookAtKeys(connection, names, commands, { type, ttl, lengths: mayAsk });
    lengths &&= mayAsk;
    keys.push(...looked.rows);
    unsorted += looked.unsorted;
    return looked.rows.length;
  };
  const name = exactName(match);
  // Whether a name is there, one of these must tell.
  const exact = name !== null && (commands.may('type') || commands.may('pttl'));
  let page: WalkPage;
  if (exact) {
    const node = nodeOfKey(access, name);
    await look([name], await access.connection(node, db), node);
    page = lookedUp(access, db);
  } else {
    page = await walkKeyspace(
      access,
      { db, match, filter: [type, ttl], cursor, wanted: count },
      signal,
      look,
    );
  }
  // A name that nobody has is no key that has gone.
  const shown = exact ? keys.filter((row) => row.access !== 'gone') : keys;
  return { ...page, exact, keys: shown, unsorted, lengths, refused: commands.refused };
}

/** Whether the server evicts by when or how often keys were used: then a look must not count as use. */
const countsUse = ({ info }: NodeWatcher) =>
  !/noeviction|random|ttl/.test((info && infoText(info, 'maxmemory_policy')) ?? '');

const lookedUp = (access: Access, database: number): WalkPage => ({
  at: Date.now(),
  database,
  databases: databasesOf(access),
  scanned: 1,
  total: keysIn(access, database),
  cursor: null,
  stopped: 'end',
  failures: [],
});
