import { parseAddress } from './parse-address';
import { number, text, type Reply } from './reply';

/** One node as the node that was asked sees it. */
export interface ClusterNode {
  id: string;
  /** `null` while the address is unknown, and on a node that has not met another yet. */
  host: string | null;
  port: number | null;
  busPort: number | null;
  /** The announced host name (7.0). */
  hostname: string | null;
  /** The server's own words: `myself`, `master`, `slave`, `fail?`, `nofailover` … */
  flags: string[];
  isMyself: boolean;
  role: 'primary' | 'replica';
  /** The node that a replica follows. */
  primaryId: string | null;
  /** `suspect`: this node cannot reach it (`fail?`). `failed`: the majority agreed. */
  state: 'ok' | 'suspect' | 'failed' | 'handshake' | 'no-address';
  isLinkConnected: boolean;
  epoch: number;
  /** Ranges of slots served, both ends included. */
  slots: [from: number, to: number][];
  /** Slots on their way to and from another node; told only of the node that was asked. */
  migrating: { slot: number; toId: string }[];
  importing: { slot: number; fromId: string }[];
}

/**
 * Reads the reply of CLUSTER NODES: a line a node, whose first eight words have fixed places.
 * @returns nodes in the server's order; a line with fewer than eight words is left out. Empty for errors.
 */
export function parseClusterNodes(reply: Reply): ClusterNode[] {
  return (text(reply) ?? '').split(/\r?\n/).flatMap((line) => parseLine(line.trim().split(/ +/)) ?? []);
}

function parseLine(words: string[]): ClusterNode | null {
  const [id, address, flagged, primaryId, , , epoch, link, ...slots] = words;
  if (!id || !address || flagged === undefined || epoch === undefined || link === undefined) return null;
  const flags = flagged.split(',');
  return {
    id,
    ...parseEndpoint(address),
    flags,
    isMyself: flags.includes('myself'),
    role: flags.includes('slave') || flags.includes('replica') ? 'replica' : 'primary',
    primaryId: !primaryId || primaryId === '-' ? null : primaryId,
    state: stateOf(flags),
    isLinkConnected: link === 'connected',
    epoch: number(epoch) ?? 0,
    ...parseSlots(slots),
  };
}

/** `ip:port@cport,hostname`: 3.x has no bus port, before 7.0 there is no host name, and it may be empty. */
function parseEndpoint(endpoint: string): Pick<ClusterNode, 'host' | 'port' | 'busPort' | 'hostname'> {
  const [address = '', ...names] = endpoint.split(',');
  const [client = '', bus] = address.split('@');
  // Later parts are `name=value`: shard-id, tls-port.
  const hostname = names.find((name) => name !== '' && !name.includes('='));
  return { ...parseAddress(client), busPort: number(bus) || null, hostname: hostname ?? null };
}

function stateOf(flags: string[]): ClusterNode['state'] {
  if (flags.includes('fail')) return 'failed';
  if (flags.includes('fail?')) return 'suspect';
  if (flags.includes('handshake')) return 'handshake';
  return flags.includes('noaddr') ? 'no-address' : 'ok';
}

/** `5`, `0-5460`, `[93->-id]` (leaving), `[77-<-id]` (arriving). */
function parseSlots(words: string[]): Pick<ClusterNode, 'slots' | 'migrating' | 'importing'> {
  const slots: ClusterNode['slots'] = [];
  const migrating: ClusterNode['migrating'] = [];
  const importing: ClusterNode['importing'] = [];
  for (const word of words) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(word);
    const moving = /^\[(\d+)-([<>])-(.+)\]$/.exec(word);
    if (range) slots.push([Number(range[1]), Number(range[2] ?? range[1])]);
    if (moving?.[2] === '>') migrating.push({ slot: Number(moving[1]), toId: moving[3]! });
    if (moving?.[2] === '<') importing.push({ slot: Number(moving[1]), fromId: moving[3]! });
  }
  return { slots, migrating, importing };
}
