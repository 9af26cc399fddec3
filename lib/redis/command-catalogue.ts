import { atLeast } from './compare-versions';

/** A command that the product sends, and how to find out whether it may be sent. */
export interface KnownCommand {
  /** `client|kill`: the name in INFO commandstats, in ACL rules and in errors. */
  id: string;
  /** Arguments of the right number for ACL DRYRUN and MULTI … DISCARD; harmless even if they ran, where possible. */
  probe: readonly [string, ...string[]];
  /** The first Redis version that has it; `null` where Redis has none. */
  since: string | null;
  /** The first Valkey version that has it, where it is not in every one. */
  sinceValkey?: string;
  /** ACL categories from 7.0 on, the same on Redis and Valkey. */
  categories: readonly string[];
  /** ACL categories on 6.x, where a subcommand has those of its container. */
  categoriesBefore7?: readonly string[];
  /** What to add to a user's ACL. */
  grant: string;
}

const ADMIN = ['@admin', '@slow', '@dangerous'] as const;
const CLIENT = [...ADMIN, '@connection'] as const;

/** A key, a user and a setting that nobody has; with its space, the name of no user that could be made. */
const NOTHING = 'hitrate:probe';
const NOBODY = 'hitrate probe';

type Row = Omit<KnownCommand, 'id' | 'grant'>;

const row = (
  line: string | readonly [string, ...string[]],
  since: string | null,
  categories: readonly string[],
): Row => ({
  probe: typeof line === 'string' ? (line.split(' ') as [string, ...string[]]) : line,
  since,
  categories,
});

const ROWS = {
  info: row('INFO', '1.0.0', ['@slow', '@dangerous']),
  ping: row('PING', '1.0.0', ['@fast', '@connection']),
  'client|list': row('CLIENT LIST', '2.4.0', CLIENT),
  'client|kill': row('CLIENT KILL ID 0', '2.8.12', CLIENT),
  'client|unblock': row('CLIENT UNBLOCK 0', '5.0.0', CLIENT),
  'client|id': { ...row('CLIENT ID', '5.0.0', ['@slow', '@connection']), categoriesBefore7: CLIENT },
  'client|setname': {
    ...row('CLIENT SETNAME hitrate', '2.6.9', ['@slow', '@connection']),
    categoriesBefore7: CLIENT,
  },
  'client|no-touch': row('CLIENT NO-TOUCH OFF', '7.2.0', ['@slow', '@connection']),
  'slowlog|get': row('SLOWLOG GET 1', '2.2.12', ADMIN),
  'slowlog|len': row('SLOWLOG LEN', '2.2.12', ADMIN),
  'slowlog|reset': row('SLOWLOG RESET', '2.2.12', ADMIN),
  'commandlog|get': { ...row('COMMANDLOG GET 1 slow', null, ADMIN), sinceValkey: '8.1.0' },
  'memory|stats': { ...row('MEMORY STATS', '4.0.0', ['@slow']), categoriesBefore7: ['@read', '@slow'] },
  'memory|doctor': { ...row('MEMORY DOCTOR', '4.0.0', ['@slow']), categoriesBefore7: ['@read', '@slow'] },
  'memory|usage': row(`MEMORY USAGE ${NOTHING}`, '4.0.0', ['@read', '@slow']),
  'memory|purge': { ...row('MEMORY PURGE', '4.0.0', ['@slow']), categoriesBefore7: ['@read', '@slow'] },
  'config|get': row('CONFIG GET maxmemory', '2.0.0', ADMIN),
  'config|set': row(`CONFIG SET ${NOTHING} 0`, '2.0.0', ADMIN),
  'config|resetstat': row('CONFIG RESETSTAT', '2.0.0', ADMIN),
  'latency|histogram': row('LATENCY HISTOGRAM', '7.0.0', ADMIN),
  'latency|latest': row('LATENCY LATEST', '2.8.13', ADMIN),
  'latency|history': row('LATENCY HISTORY fork', '2.8.13', ADMIN),
  'latency|reset': row('LATENCY RESET', '2.8.13', ADMIN),
  bgsave: row('BGSAVE', '1.0.0', ADMIN),
  bgrewriteaof: row('BGREWRITEAOF', '1.0.0', ADMIN),
  'acl|whoami': { ...row('ACL WHOAMI', '6.0.0', ['@slow']), categoriesBefore7: ADMIN },
  'acl|getuser': row(['ACL', 'GETUSER', NOBODY], '6.0.0', ADMIN),
  'acl|dryrun': row('ACL DRYRUN default PING', '7.0.0', ADMIN),
  'acl|deluser': row(['ACL', 'DELUSER', NOBODY], '6.0.0', ADMIN),
  'acl|setuser': row(['ACL', 'SETUSER', NOBODY], '6.0.0', ADMIN),
  'cluster|nodes': { ...row('CLUSTER NODES', '3.0.0', ['@slow']), categoriesBefore7: ADMIN },
  dbsize: row('DBSIZE', '1.0.0', ['@keyspace', '@read', '@fast']),
  scan: row('SCAN 0', '2.8.0', ['@keyspace', '@read', '@slow']),
  type: row(`TYPE ${NOTHING}`, '1.0.0', ['@keyspace', '@read', '@fast']),
  pttl: row(`PTTL ${NOTHING}`, '2.6.0', ['@keyspace', '@read', '@fast']),
  'object|encoding': row(`OBJECT ENCODING ${NOTHING}`, '2.2.3', ['@keyspace', '@read', '@slow']),
  'object|idletime': row(`OBJECT IDLETIME ${NOTHING}`, '2.2.3', ['@keyspace', '@read', '@slow']),
  'object|freq': row(`OBJECT FREQ ${NOTHING}`, '4.0.0', ['@keyspace', '@read', '@slow']),
  dump: row(`DUMP ${NOTHING}`, '2.6.0', ['@keyspace', '@read', '@slow']),
  strlen: row(`STRLEN ${NOTHING}`, '2.2.0', ['@read', '@string', '@fast']),
  llen: row(`LLEN ${NOTHING}`, '1.0.0', ['@read', '@list', '@fast']),
  scard: row(`SCARD ${NOTHING}`, '1.0.0', ['@read', '@set', '@fast']),
  zcard: row(`ZCARD ${NOTHING}`, '1.2.0', ['@read', '@sortedset', '@fast']),
  hlen: row(`HLEN ${NOTHING}`, '2.0.0', ['@read', '@hash', '@fast']),
  xlen: row(`XLEN ${NOTHING}`, '5.0.0', ['@read', '@stream', '@fast']),
  readonly: {
    ...row('READONLY', '3.0.0', ['@fast', '@connection']),
    categoriesBefore7: ['@keyspace', '@fast'],
  },
  zincrby: row(`ZINCRBY ${NOTHING} 0 x`, '1.2.0', ['@write', '@sortedset', '@fast']),
  zadd: row(`ZADD ${NOTHING} XX 0 x`, '1.2.0', ['@write', '@sortedset', '@fast']),
  zrem: row(`ZREM ${NOTHING} x`, '1.2.0', ['@write', '@sortedset', '@fast']),
  xack: row(`XACK ${NOTHING} x 0-1`, '5.0.0', ['@write', '@stream', '@fast']),
  xclaim: row(`XCLAIM ${NOTHING} x x 0 0-1`, '5.0.0', ['@write', '@stream', '@fast']),
  xdel: row(`XDEL ${NOTHING} 0-1`, '5.0.0', ['@write', '@stream', '@fast']),
  xtrim: row(`XTRIM ${NOTHING} MAXLEN 0`, '5.0.0', ['@write', '@stream', '@slow']),
  hset: row(`HSET ${NOTHING} x x`, '2.0.0', ['@write', '@hash', '@fast']),
  hdel: row(`HDEL ${NOTHING} x`, '2.0.0', ['@write', '@hash', '@fast']),
  lpush: row(`LPUSH ${NOTHING} x`, '1.0.0', ['@write', '@list', '@fast']),
  rpush: row(`RPUSH ${NOTHING} x`, '1.0.0', ['@write', '@list', '@fast']),
  lset: row(`LSET ${NOTHING} 0 x`, '1.0.0', ['@write', '@list', '@slow']),
  lrem: row(`LREM ${NOTHING} 0 x`, '1.0.0', ['@write', '@list', '@slow']),
  unlink: row(`UNLINK ${NOTHING}`, '4.0.0', ['@keyspace', '@write', '@fast']),
  set: row(`SET ${NOTHING} x XX`, '1.0.0', ['@write', '@string', '@slow']),
  sadd: row(`SADD ${NOTHING} x`, '1.0.0', ['@write', '@set', '@fast']),
  srem: row(`SREM ${NOTHING} x`, '1.0.0', ['@write', '@set', '@fast']),
  expire: row(`EXPIRE ${NOTHING} 1`, '1.0.0', ['@keyspace', '@write', '@fast']),
  persist: row(`PERSIST ${NOTHING}`, '2.2.0', ['@keyspace', '@write', '@fast']),
  renamenx: row(`RENAMENX ${NOTHING} ${NOTHING}`, '1.0.0', ['@keyspace', '@write', '@fast']),
  'pubsub|channels': row('PUBSUB CHANNELS', '2.8.0', ['@pubsub', '@slow']),
  'pubsub|numsub': row('PUBSUB NUMSUB', '2.8.0', ['@pubsub', '@slow']),
  publish: row(`PUBLISH ${NOTHING} x`, '2.0.0', ['@pubsub', '@fast']),
  time: row('TIME', '2.6.0', ['@fast']),
  role: {
    ...row('ROLE', '2.8.12', ['@admin', '@fast', '@dangerous']),
    categoriesBefore7: ['@fast', '@dangerous'],
  },
  command: row('COMMAND', '2.8.13', ['@slow', '@connection']),
} satisfies Record<string, Row>;

/** `info`, `client|kill` …: every command that the product sends on somebody's behalf. */
export type CommandId = keyof typeof ROWS;

/**
 * The commands by id. The probes of `memory|usage` and `type` name a key: refused for that key alone
 * (`classifyError(…).denied` is `key`), the command itself is allowed.
 */
export const COMMANDS = Object.fromEntries(
  Object.entries(ROWS).map(([id, command]) => [id, { id, grant: `+${id}`, ...command }]),
) as Record<CommandId, KnownCommand & { id: CommandId }>;

/** Forks that number their versions as Redis does. */
const NUMBERED_LIKE_REDIS = ['redis', 'keydb', 'redict'];

/**
 * Whether a server of this version has a command at all.
 * @param engine and `version` as `identifyServer` tells them
 * @returns `false` only where it is known to be missing: what an engine with versions of its own supports is
 *   found out by asking it
 */
export function commandExists(id: CommandId, engine: string, version: string): boolean {
  const { since, sinceValkey } = COMMANDS[id];
  if (engine === 'valkey')
    return sinceValkey === undefined || version === '' || atLeast(version, sinceValkey);
  if (since === null) return false;
  return !NUMBERED_LIKE_REDIS.includes(engine) || version === '' || atLeast(version, since);
}

/**
 * The ACL categories that a command has on a server: what `aclPermits` needs.
 * @param redisVersion the Redis version that the server is compatible with; newest rules for `null`
 */
export function categoriesOf(id: CommandId, redisVersion: string | null): readonly string[] {
  const { categories, categoriesBefore7 } = COMMANDS[id];
  return redisVersion !== null && !atLeast(redisVersion, '7.0')
    ? (categoriesBefore7 ?? categories)
    : categories;
}

/**
 * The line that allows a user a command, to paste into redis-cli.
 * @param user any name: quoted where redis-cli would read it as something else
 * @returns `ACL SETUSER viewer +client|kill`
 */
export const grantLine = (user: string, id: CommandId): string => aclLine(user, COMMANDS[id].grant);

/**
 * The line that gives a user one more ACL rule.
 * @param rule `+subscribe`, `&chat:*`; quoted where redis-cli would read it as something else
 */
export const aclLine = (user: string, rule: string): string => `ACL SETUSER ${quote(user)} ${quote(rule)}`;

function quote(name: string): string {
  if (/^[\w.:@/+|-]+$/.test(name)) return name;
  const escaped = name.replace(/["\\]/g, '\\$&').replace(/[\0-\x1f\x7f]/g, (byte) => {
    return `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}

/** A command as people write it: `CLIENT KILL` for `client|kill`. */
export const commandWords = (id: string): string => id.toUpperCase().replace('|', ' ');
