/** What an error reply means. First the words that servers send themselves, then those that only the text tells. */
export type RedisErrorCode =
  | (typeof WORDS)[number]
  | 'UNKNOWN_COMMAND'
  | 'UNKNOWN_SUBCOMMAND'
  /** Wrong number of arguments. */
  | 'ARITY'
  /** AUTH with a user name, on a server older than 6.0. */
  | 'AUTH_ARITY'
  /** A password was sent to a server that has none. */
  | 'AUTH_NOT_NEEDED'
  | 'MAX_CLIENTS'
  | 'SAVE_IN_PROGRESS'
  | 'REWRITE_IN_PROGRESS'
  | 'NO_SUCH_USER'
  | 'NO_SUCH_CLIENT'
  | 'NO_ACL_FILE'
  | 'NO_CONFIG_FILE'
  | 'CLUSTER_DISABLED'
  /** CONFIG SET of a setting that is unknown, protected or fixed at the start. */
  | 'CONFIG_REFUSED'
  | 'NOT_IN_TRANSACTION'
  | 'SYNTAX'
  /** Any other: the message is all there is. */
  | 'OTHER';

/** An error reply, taken apart. */
export interface RedisErrorReply {
  code: RedisErrorCode;
  /** The reply without its sign. May quote arguments that were sent: not for logs. */
  message: string;
  /** NOPERM only: what the user lacks the right to; `null` where the text does not tell. */
  denied: 'command' | 'key' | 'channel' | 'database' | null;
  /** NOPERM only: the command in the server's words, `client|kill`; 6.x names the container alone. */
  deniedCommand: string | null;
}

const WORDS = [
  'ASK',
  'BUSY',
  'BUSYGROUP',
  'BUSYKEY',
  'CLUSTERDOWN',
  'CROSSSLOT',
  'DENIED',
  'EXECABORT',
  'INPROG',
  'LOADING',
  'MASTERDOWN',
  'MISCONF',
  'MOVED',
  'NOAUTH',
  'NOGOODSLAVE',
  'NOGROUP',
  'NOMASTERLINK',
  'NOPERM',
  'NOPROTO',
  'NOREPLICAS',
  'NOSCRIPT',
  'NOTBUSY',
  'OOM',
  'READONLY',
  'TRYAGAIN',
  'UNBLOCKED',
  'UNKILLABLE',
  'WRONGPASS',
  'WRONGTYPE',
] as const;

/** Texts behind `ERR`, or behind nothing; the first that fits decides. Wordings of 4.0 to 8.x, Valkey, Upstash. */
const TEXTS: [RegExp, RedisErrorCode][] = [
  [
    /^unknown (?:sentinel )?subcommand|subcommand must be one of|^syntax error, try \w+ \(/i,
    'UNKNOWN_SUBCOMMAND',
  ],
  [/^unknown command|^command '[^']*' not found|^command is not available/i, 'UNKNOWN_COMMAND'],
  [/^wrong number of arguments for '?auth\b/i, 'AUTH_ARITY'],
  [/^wrong number of arguments/i, 'ARITY'],
  [/called without any password configured|client sent auth, but no password is set/i, 'AUTH_NOT_NEEDED'],
  [/^invalid password|^invalid username-password pair/i, 'WRONGPASS'],
  [/^max number of clients/i, 'MAX_CLIENTS'],
  [/^background save already in progress/i, 'SAVE_IN_PROGRESS'],
  [/append only file rewriting already in progress|an aof log rewriting in progress/i, 'REWRITE_IN_PROGRESS'],
  [/^another child process is active \(aof\?\)/i, 'REWRITE_IN_PROGRESS'],
  [/^no such user|^user '.*' not found/i, 'NO_SUCH_USER'],
  [/^no such client/i, 'NO_SUCH_CLIENT'],
  // ACL DRYRUN says so in a reply that is no error.
  [/^(?:this user|user .+) has no permissions to/i, 'NOPERM'],
  [/not configured to use an acl file/i, 'NO_ACL_FILE'],
  [/running without a config file/i, 'NO_CONFIG_FILE'],
  [/cluster support disabled/i, 'CLUSTER_DISABLED'],
  [
    /^unsupported config parameter|^unknown option or number of arguments for config|^config set failed/i,
    'CONFIG_REFUSED',
  ],
  [/not allowed inside a transaction/i, 'NOT_IN_TRANSACTION'],
  [/^syntax error/i, 'SYNTAX'],
];

/**
 * Says what an error reply means, by its first word and, where that is only `ERR`, by its text.
 *
 * @param message the reply, with or without the sign `-` or the `ReplyError: ` of a client library; also a
 *   refusal in the words of ACL DRYRUN, which is no error reply
 * @returns the code and, for NOPERM, what was denied
 */
export function classifyError(message: string): RedisErrorReply {
  const reply = message.trim().replace(/^(?:-|(?:Reply)?Error: )+/, '');
  const [word = ''] = reply.split(/\s/, 1);
  const text = word === 'ERR' ? reply.slice(4) : reply;
  const code =
    WORDS.find((known) => known === word) ?? TEXTS.find(([said]) => said.test(text))?.[1] ?? 'OTHER';
  if (code !== 'NOPERM') return { code, message: reply, denied: null, deniedCommand: null };
  return {
    code,
    message: reply,
    denied: deniedBy(text),
    deniedCommand: /'([^']+)' command/.exec(text)?.[1] ?? null,
  };
}

/** 6.x "access one of the keys", 7.0 "access the 'k' key", 7.2 "No permissions to access a key". */
function deniedBy(text: string): RedisErrorReply['denied'] {
  if (/' command/.test(text)) return 'command';
  if (/\bkeys?\b/.test(text)) return 'key';
  if (/\bchannels?\b/.test(text)) return 'channel';
  return /\bdatabases?\b/.test(text) ? 'database' : null;
}
