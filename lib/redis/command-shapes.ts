/**
 * What the arguments of each command are, a letter an argument:
 *
 * - `k` a key or channel
 * - `v` a value: data of the application
 * - `w` a word of the command itself
 * - `d` a detail that is no data: an address, a user name, a cursor, the value of a setting
 * - `p` a detail where it looks like a number or a bound, a word where it is an option, else a value
 * - `n` a number and as many keys as it says
 * - `l` leading options: words and the numbers after them, up to the first that is neither
 * - `o` options up to the end of the line, some of which name keys
 * - `s` the options, keys and ids of XREAD
 * - `x*` and `(xy)*` repeat up to the end of the line, or up to the letters behind
 *
 * A command that is not here reads `kv*`. Fields of hashes and members of sets count as values: a session token
 * or an e-mail address is as often found there as in a value.
 */
const TABLE: Record<string, string> = {
  k: `get getdel strlen ttl pttl type persist dump expiretime pexpiretime incr decr hgetall hkeys hvals hlen llen
    scard smembers zcard xlen keys`,
  'k*': `del unlink exists touch mget watch pfcount pfmerge sinter sunion sdiff sinterstore sunionstore sdiffstore
    subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe`,
  'k*d': 'blpop brpop bzpopmin bzpopmax',
  kk: 'rename renamenx rpoplpush',
  kkd: 'brpoplpush',
  kkww: 'lmove',
  kkwwd: 'blmove',
  kkv: 'smove',
  'kko*': 'copy lcs geosearchstore',
  'kkp*': 'zrangestore',
  'kp*': `getrange substr getbit setbit bitcount bitpos incrby decrby incrbyfloat expire pexpire expireat pexpireat
    move lrange ltrim lindex lpop rpop spop srandmember hrandfield zrandmember zrange zrevrange zrangebyscore
    zrevrangebyscore zcount zremrangebyrank zremrangebyscore zpopmin zpopmax hscan sscan zscan xrange xrevrange xdel`,
  'kpv*': 'setex psetex setrange lset lrem linsert',
  'kvo*': 'set',
  'klv*': 'zadd geoadd xadd httl hpttl hexpiretime hpexpiretime hpersist hgetdel hgetex hsetex',
  'kplv*': 'hexpire hpexpire hexpireat hpexpireat',
  'ko*': `getex lpos xtrim bitfield bitfield_ro geosearch georadius georadius_ro georadiusbymember
    georadiusbymember_ro sort sort_ro`,
  'kdp*': 'xack xpending',
  'kddp*': 'xclaim xautoclaim',
  '(kv)*': 'mset msetnx',
  'no*': 'zunion zinter zdiff lmpop zmpop sintercard zintercard',
  'kno*': 'zunionstore zinterstore zdiffstore',
  'dno*': 'blmpop bzmpop',
  'wk*': 'bitop pubsub',
  'vnv*': 'eval eval_ro',
  'wnv*': 'evalsha evalsha_ro fcall fcall_ro',
  s: 'xread',
  wdds: 'xreadgroup',
  'wko*': 'object memory',
  'wkd*': 'xinfo xgroup',
  'wkv*': 'debug',
  'ddkddo*': 'migrate',
  // Commands about the server rather than its data.
  'w*': 'info flushall flushdb config|get module|list multi exec discard bgsave save shutdown reset quit',
  'w(wd)*': 'config|set',
  'wv*': 'script|load function|load function|restore',
  'wd*':
    'client slowlog commandlog latency cluster command acl module script function sentinel config hotkeys',
  'do*': 'scan',
  'd*': 'select wait waitaof swapdb replicaof slaveof psync replconf sync hello failover',
  'v*': 'auth ping echo',
};

/** Shapes by command in lower case, `config|set` where a subcommand has one of its own. */
export const SHAPES: ReadonlyMap<string, string> = new Map(
  Object.entries(TABLE).flatMap(([shape, names]) =>
    names.split(/\s+/).map((name): [string, string] => [name, shape]),
  ),
);
