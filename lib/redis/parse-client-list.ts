import { text, type Reply } from './reply';

/** One connection of CLIENT LIST. A field that this version or engine does not print is `null`. */
export interface RedisClient {
  /** Unique until the server restarts. */
  id: number;
  /** `127.0.0.1:43334`, `[::1]:43334`, `/run/redis.sock:0`, `?:0`: see `parseAddress`. */
  addr: string;
  /** The address on the server's side (6.2). */
  laddr: string | null;
  fd: number | null;
  /** Empty where the client gave itself no name. */
  name: string;
  ageSeconds: number | null;
  idleSeconds: number | null;
  /** Letters: see `describeFlags`. Empty on Dragonfly, which prints none. */
  flags: string;
  db: number | null;
  /** Subscriptions to channels, patterns and shard channels (7.0). */
  sub: number | null;
  psub: number | null;
  ssub: number | null;
  /** Commands queued in a transaction; -1 outside of one. */
  multi: number | null;
  /** Keys watched (Redis 7.4, Valkey 8.0). */
  watch: number | null;
  qbufBytes: number | null;
  qbufFreeBytes: number | null;
  argvBytes: number | null;
  /** Bytes of transactions being queued (7.0). */
  multiBytes: number | null;
  /** Fixed reply buffer and its recent peak (7.0). */
  replyBufferBytes: number | null;
  replyBufferPeakBytes: number | null;
  /** Bytes in the fixed reply buffer, and replies in the list that follows it. */
  obl: number | null;
  oll: number | null;
  /** Memory of the output list: what `client-output-buffer-limit` looks at. */
  outputBytes: number | null;
  totalBytes: number | null;
  /** Since the connection was opened (Valkey 8.0, later Redis). */
  netInBytes: number | null;
  netOutBytes: number | null;
  commandsTotal: number | null;
  events: string;
  /** The last command, `client|list` from 7.0 on and `client` before; `null` before the first. */
  command: string | null;
  user: string | null;
  /** The client to which tracking is redirected; -1 for none. */
  redir: number | null;
  resp: number | null;
  libName: string | null;
  libVersion: string | null;
  ioThread: number | null;
  /** Every field that is not named above. */
  extra: Record<string, string>;
}

/**
 * Reads the reply of CLIENT LIST and CLIENT INFO, of any version: fields by name, in any order.
 *
 * @param reply the text, one client a line
 * @returns clients in the server's order; a line without an id is left out. Texts share memory with the whole
 *   reply: copy what is to be kept for long.
 */
export function parseClientList(reply: Reply): RedisClient[] {
  const input = text(reply) ?? '';
  const clients: RedisClient[] = [];
  let layout = layoutOf('');
  for (let at = 0; at < input.length;) {
    let match = matchAt(layout, input, at);
    if (!match) {
      const end = input.indexOf('\n', at);
      layout = layoutOf(input.slice(at, end < 0 ? input.length : end).trimEnd());
      match = matchAt(layout, input, at);
      if (!match) break;
    }
    at += match[0].length;
    const client = toClient(layout, match);
    if (client) clients.push(client);
  }
  return clients;
}

// prettier-ignore
const KNOWN = [
  'id', 'addr', 'laddr', 'fd', 'name', 'age', 'idle', 'flags', 'db', 'sub', 'psub', 'ssub', 'multi', 'watch', 'qbuf',
  'qbuf-free', 'argv-mem', 'multi-mem', 'rbs', 'rbp', 'obl', 'oll', 'omem', 'tot-mem', 'tot-net-in', 'tot-net-out',
  'tot-cmds', 'events', 'cmd', 'user', 'redir', 'resp', 'lib-name', 'lib-ver', 'io-thread',
] as const;

// Ten thousand clients are 2.6 MB of text, read on every look at the page. Every line of a reply has the same
// fields in the same order, so the first line becomes a pattern that reads the others, in a third of the time
// that splitting each line takes. A line that differs only costs a new pattern.
interface Layout {
  pattern: RegExp;
  /** Which group of the pattern holds a field; 0 for none. */
  group: Record<(typeof KNOWN)[number], number>;
  unknown: { name: string; group: number }[];
}

function layoutOf(line: string): Layout {
  const group = Object.fromEntries(KNOWN.map((name) => [name, 0])) as Layout['group'];
  const unknown: Layout['unknown'] = [];
  let groups = 0;
  const parts = line.split(' ').map((part) => {
    const equals = part.indexOf('=');
    // No server lets a name hold a space; should one do so, the second word is passed over.
    if (equals < 0) return '[^ =\\r\\n]*';
    const name = part.slice(0, equals);
    groups++;
    if (Object.hasOwn(group, name)) group[name as keyof typeof group] = groups;
    else unknown.push({ name, group: groups });
    return `${name.replace(/[^\w-]/g, '\\$&')}=([^ \\r\\n]*)`;
  });
  return { pattern: new RegExp(`${parts.join(' ')}[ \\r]*(?:\\n|$)`, 'y'), group, unknown };
}

function matchAt({ pattern }: Layout, input: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(input);
}

function toClient({ group, unknown }: Layout, match: RegExpExecArray): RedisClient | null {
  const t = (at: number) => (at > 0 && match[at]) || null;
  const n = (at: number) => (at > 0 ? decimal(match[at]!) : null);
  const id = n(group.id);
  if (id === null) return null;
  const command = t(group.cmd);
  const extra: Record<string, string> = {};
  for (const field of unknown) extra[field.name] = match[field.group]!;
  return {
    id,
    addr: t(group.addr) ?? '',
    laddr: t(group.laddr),
    fd: n(group.fd),
    name: t(group.name) ?? '',
    ageSeconds: n(group.age),
    idleSeconds: n(group.idle),
    flags: t(group.flags) ?? '',
    db: n(group.db),
    sub: n(group.sub),
    psub: n(group.psub),
    ssub: n(group.ssub),
    multi: n(group.multi),
    watch: n(group.watch),
    qbufBytes: n(group.qbuf),
    qbufFreeBytes: n(group['qbuf-free']),
    argvBytes: n(group['argv-mem']),
    multiBytes: n(group['multi-mem']),
    replyBufferBytes: n(group.rbs),
    replyBufferPeakBytes: n(group.rbp),
    obl: n(group.obl),
    oll: n(group.oll),
    outputBytes: n(group.omem),
    totalBytes: n(group['tot-mem']),
    netInBytes: n(group['tot-net-in']),
    netOutBytes: n(group['tot-net-out']),
    commandsTotal: n(group['tot-cmds']),
    events: t(group.events) ?? '',
    command: command === 'NULL' ? null : command,
    user: t(group.user),
    redir: n(group.redir),
    resp: n(group.resp),
    libName: t(group['lib-name']),
    libVersion: t(group['lib-ver']),
    ioThread: n(group['io-thread']),
    extra,
  };
}

/** Like `number` of a reply, without its pattern, which would take half of the time here. */
function decimal(value: string): number | null {
  const parsed = Number(value);
  return value === '' || Number.isNaN(parsed) ? null : parsed;
}
