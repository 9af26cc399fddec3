import 'server-only';
import type { z } from 'zod';
import { lengthCommandOf, LENGTH_COMMAND_IDS } from '@/lib/keyspace/key-length';
import { keyWire } from '@/lib/keyspace/key-wire';
import type { KeyMetaResponse, keyQuery } from '@/lib/keyspace/keys-schema';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { atLeast } from '@/lib/redis/compare-versions';
import { infoText } from '@/lib/redis/info-fields';
import { keySlot } from '@/lib/redis/key-slot';
import { number, string } from '@/lib/redis/reply';
import type { Access } from '../access';
import { AppError } from '../errors';
import { thingOfKey } from '../lens/thing-of-key';
import { lookWithoutTouch } from '../redis/no-touch';
import { nodeOfKey } from '../redis/node-of-key';
import type { NodeWatcher } from '../collector/node-watcher';
import { serverTime } from '../redis/server-time';
import { askEachKey } from './ask-each-key';
import { keyRefusal } from './key-refusal';
import { PermittedCommands } from './permitted-commands';

/**
 * What is known of a key without its content, in two round trips.
 * @throws AppError NO_SUCH_KEY (404)
 */
export async function readKey(
  access: Access,
  { db, key }: z.infer<typeof keyQuery>,
): Promise<KeyMetaResponse> {
  const node = nodeOfKey(access, key);
  const policy = node.info && infoText(node.info, 'maxmemory_policy');
  // Either is refused by the server under the other's policy.
  const use: CommandId = policy?.includes('lfu') ? 'object|freq' : 'object|idletime';
  const asked: CommandId[] = ['type', 'pttl', 'object|encoding', use, 'memory|usage'];
  const commands = await PermittedCommands.of(access, [...asked, ...LENGTH_COMMAND_IDS]);
  const connection = await access.connection(node, db);
  const noTouch = await lookWithoutTouch(access, connection);
  const [at, [about]] = await Promise.all([
    serverTime(connection),
    askEachKey(connection, commands, [key], () => asked),
  ]);
  const { denied, replies } = about!;
  const type = string(replies.type);
  const ttlMs = number(replies.pttl);
  if (type === 'none' || ttlMs === -2) throw noSuchKey();
  const length = denied || type === null ? null : lengthCommandOf(type);
  const [measured] = await askEachKey(connection, commands, [key], () => (length ? [length] : []));
  return {
    at,
    database: db,
    key: keyWire(key),
    access: denied ? 'denied' : 'ok',
    type,
    encoding: string(replies['object|encoding']),
    expires: ttlMs === null ? null : ttlMs >= 0,
    expiresAt: ttlMs === null || ttlMs < 0 ? null : at + ttlMs,
    bytes: number(replies['memory|usage']),
    length: length && number(measured!.replies[length]),
    idleSeconds: number(replies['object|idletime']),
    frequency: number(replies['object|freq']),
    policy,
    node: node.id,
    slot: access.watcher.isCluster ? keySlot(key) : null,
    fieldTtls: type === 'hash' && hasFieldTtls(node),
    touches: !noTouch,
    thing: thingOfKey(access, db, key),
    refused: { ...commands.refused, ...(denied && { key: keyRefusal(access, key) }) },
  };
}

const noSuchKey = () =>
  new AppError('NO_SUCH_KEY', 'There is no key of this name: it never was, has expired or was deleted.', {
    status: 404,
    details: { field: 'key' },
  });

/** Fields expire since Redis 7.4 and Valkey 9.0. */
function hasFieldTtls({ state: { server } }: NodeWatcher): boolean {
  if (server?.engine === 'valkey') return atLeast(server.version, '9.0');
  return server?.engine === 'redis' && atLeast(server.version, '7.4');
}
