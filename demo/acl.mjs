// @ts-check
// The users of the demo and of the tests: the dashboard's three roles, its collector, and the shop that makes the
// traffic. Commands are listed one by one, because the server's categories give away more than their names say
// (+@connection holds CLIENT KILL, +@slow holds CONFIG SET).

/** @typedef {{ product?: 'redis' | 'valkey', version?: string }} Server What answered, e.g. redis 7.0.15. */
/** @typedef {{ name: string, password: string, rules: string[] }} DemoUser Rules as a Redis 7.0 knows them. */

/**
 * The first release of each product that knows the rule; what is not named here is older than ACLs.
 * One unknown command is enough for a server to refuse the whole file.
 * @type {{ redis: string, valkey: string, rules: string }[]}
 */
const introduced = [
  {
    redis: '6.2',
    valkey: '7.2',
    rules:
      '+lpos +geosearch +hrandfield +smismember +zmscore +xautoclaim +client|info +client|unpause resetchannels &*',
  },
  {
    redis: '7.0',
    valkey: '7.2',
    rules:
      '%R~* +function|list +function|stats +function|kill +latency|histogram +cluster|shards +cluster|links ' +
      '+pubsub|shardchannels +pubsub|shardnumsub +acl|dryrun +client|no-evict +ssubscribe +sunsubscribe',
  },
  { redis: '7.2', valkey: '7.2', rules: '+client|setinfo +client|no-touch' },
  { redis: '7.4', valkey: '9.0', rules: '+httl +hpexpiretime +hpexpireat' },
  { redis: '8.2', valkey: '8.0', rules: '+cluster|slot-stats' },
  { redis: 'never', valkey: '8.1', rules: '+commandlog|get +commandlog|len +commandlog|reset' },
];

/** What nearly everybody may do with their own connection. */
const connection = '+ping +hello +select +client|id +client|getname +client|setname +client|setinfo';

const metadata =
  '+info +dbsize +time +lastsave +role +command +client|list +client|info +client|no-touch +slowlog|get ' +
  '+slowlog|len +commandlog|get +commandlog|len +latency|latest +latency|history +latency|histogram ' +
  '+latency|doctor +latency|graph +memory|usage +memory|stats +memory|doctor +memory|malloc-stats +scan +type ' +
  '+ttl +pttl +object|encoding +object|idletime +object|freq +exists +strlen +llen +hlen +scard +zcard +xlen ' +
  '+httl +xinfo|stream +xinfo|groups +xinfo|consumers +xpending +pubsub|channels +pubsub|numsub +pubsub|numpat ' +
  '+pubsub|shardchannels +pubsub|shardnumsub +cluster|info +cluster|nodes +cluster|shards +cluster|slots ' +
  '+cluster|links +cluster|myid +cluster|slot-stats +acl|whoami +acl|cat +module|list +function|list ' +
  '+function|stats +readonly +multi +exec +discard';

/** Bounded reads only: no HGETALL, SMEMBERS, KEYS or DUMP. */
const values =
  '+get +getrange +mget +bitcount +getbit +bitpos +pfcount +hget +hmget +hkeys +hscan +hrandfield +lrange +lindex ' +
  '+sscan +sismember +smismember +srandmember +zrange +zrevrange +zrank +zrevrank +zscore +zmscore +zcount ' +
  '+hstrlen +hexists +zscan +zrangebyscore +zrevrangebyscore +xrange +xrevrange +geopos +geodist +geosearch +georadius_ro';

const operations =
  '+client|kill +client|pause +client|unpause +client|unblock +client|no-evict +bgsave +bgrewriteaof ' +
  '+memory|purge +slowlog|reset +commandlog|reset +latency|reset +config|get +config|resetstat +expire +pexpire ' +
  '+persist +unlink +del +lrem +lpush +rpush +ltrim +zrem +zadd +zincrby +zremrangebyscore +hdel +srem +xack +xclaim ' +
  '+xautoclaim +xdel +xtrim +xgroup|delconsumer +script|kill +function|kill +publish +subscribe +unsubscribe ' +
  '+psubscribe +punsubscribe +ssubscribe +sunsubscribe +acl|log ' +
  // A job is requeued by what it says of itself, a circuit is opened by its key.
  '+hset +set +lpos ' +
  // Keys are given another name or time to live, and what they hold is edited.
  '+renamenx +pexpireat +lset +hpexpiretime +hpexpireat ' +
  // Who signs in while an index of sessions is cleaned is put back, where nothing can be watched: in a Cluster.
  '+sadd ' +
  // Compare and delete without scripting: how a lock is released by force.
  '+watch +unwatch';

/** INFO, SLOWLOG, LATENCY and named settings in the background: no key, no value. */
const collecting =
  '+info +ping +client|list +client|setname +client|id +client|setinfo +slowlog|get +slowlog|len +commandlog|get ' +
  '+latency|histogram +latency|latest +latency|history +config|get +command +cluster|nodes +cluster|shards ' +
  '+acl|dryrun +acl|whoami';

const roles = {
  viewer: `%R~* resetchannels -@all ${connection} ${metadata} ${values}`,
  operator: `~* resetchannels &* -@all ${connection} ${metadata} ${values} ${operations}`,
  admin:
    '~* &* +@all -debug -shutdown -flushall -keys -monitor -module +module|list -migrate -restore -save -swapdb ' +
    '-sync -psync -replconf',
  collector: `resetchannels -@all ${collecting}`,
  // What an application gets in a careful house. SORT is in @dangerous for being slow; the nightly reports use it.
  shop: '~* &* +@all -@admin -@dangerous +info +sort',
};

/**
 * Whether `version` is at least `since`.
 * @param {string} version
 * @param {string} since Or 'never'.
 */
function isAtLeast(version, since) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/**
 * @param {string} rules
 * @param {Required<Server>} server
 * @returns {string[]} The rules that the server knows. Where it has no read-only key pattern, the plain one.
 */
function rulesFor(rules, { product, version }) {
  const unknown = new Set(
    introduced.filter((row) => !isAtLeast(version, row[product])).flatMap((row) => row.rules.split(' ')),
  );
  return rules
    .split(' ')
    .map((rule) => (rule === '%R~*' && unknown.has(rule) ? '~*' : rule))
    .filter((rule) => !unknown.has(rule));
}

/** @param {Server} server @returns {Required<Server>} */
function known({ product = 'redis', version = '' }) {
  const assumed = product === 'valkey' ? '7.2' : '7.0';
  return { product, version: /^\d+\.\d+/.test(version) ? version : assumed };
}

/**
 * The users with the rules that a server knows.
 * @param {Server} [server] Unknown: Redis 7.0, or Valkey 7.2.
 * @returns {DemoUser[]} The password of each is its name.
 */
export function usersFor(server = {}) {
  return Object.entries(roles).map(([name, rules]) => ({
    name,
    password: name,
    rules: rulesFor(rules, known(server)),
  }));
}

/** viewer, operator, admin, collector and shop, for a Redis 7.0. */
export const demoUsers = usersFor();

/**
 * The lines of an aclfile. The default user is off.
 * @param {Server & { passwords?: Record<string, string> }} [options] The server, and passwords by user name where
 *   they are not the name itself.
 * @returns {string[]}
 * @throws {Error} For a password that an aclfile cannot hold, and for a server older than ACLs.
 */
export function aclLines({ passwords = {}, ...server } = {}) {
  if (!isAtLeast(known(server).version, '6.0')) throw new Error('ACLs begin with Redis 6.0.');
  const lines = usersFor(server).map(({ name, password, rules }) => {
    const secret = passwords[name] ?? password;
    if (!/^\S+$/.test(secret)) throw new Error(`The password of ${name} is empty or holds a blank.`);
    return `user ${name} on >${secret} ${rules.join(' ')}`;
  });
  return ['user default off', ...lines];
}
