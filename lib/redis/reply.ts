/**
 * What a client library hands over as a reply, of either protocol. A RESP3 map is a `Map`, a plain object or a
 * flat array of keys and values, depending on the library and its settings; a RESP3 set is an array or a `Set`.
 */
export type Reply =
  | null
  | string
  | number
  | boolean
  | bigint
  | Error
  | Reply[]
  | Map<Reply, Reply>
  | Set<Reply>
  | { [field: string]: Reply };

/**
 * The fields of a map reply, in the order of the reply.
 * @param reply a flat array (RESP2), an array of pairs, a `Map` or an object (RESP3)
 * @returns pairs of name and value; empty for anything else (`null`, an error, a scalar). A flat array's odd
 *   last element is left out.
 */
export function entries(reply: Reply | undefined): [string, Reply][] {
  if (reply instanceof Map) return [...reply].map(([key, value]) => [string(key) ?? '', value]);
  if (Array.isArray(reply)) return isPairs(reply) ? pairEntries(reply) : flatEntries(reply);
  if (!reply || typeof reply !== 'object' || reply instanceof Error || reply instanceof Set) return [];
  return Object.entries(reply);
}

/**
 * The elements of an array or set reply.
 * @returns an array; empty for anything that is neither
 */
export function list(reply: Reply | undefined): Reply[] {
  if (Array.isArray(reply)) return reply;
  return reply instanceof Set ? [...reply] : [];
}

/**
 * A scalar reply as it is: for data (keys, arguments, settings), where every byte counts.
 * @returns a string; `null` for null, errors and collections
 */
export function string(reply: Reply | undefined): string | null {
  if (typeof reply === 'string') return reply;
  return typeof reply === 'number' || typeof reply === 'bigint' || typeof reply === 'boolean'
    ? String(reply)
    : null;
}

/**
 * A reply that is a whole text (INFO, CLIENT LIST, CLUSTER NODES, MEMORY DOCTOR).
 * @returns the text without the `txt:` that some libraries leave before a RESP3 verbatim string; `null` for
 *   null, errors and collections
 */
export function text(reply: Reply | undefined): string | null {
  const value = string(reply);
  return value?.startsWith('txt:') ? value.slice(4) : value;
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * A reply that is a number, in either protocol.
 * @returns a finite number; `null` for everything else, among it the words of other engines: `N/A`, the empty
 *   string, `unavailable`, `inf`, `6.47MiB`
 */
export function number(reply: Reply | undefined): number | null {
  if (typeof reply === 'number') return Number.isFinite(reply) ? reply : null;
  if (typeof reply === 'bigint') return Number(reply);
  return typeof reply === 'string' && DECIMAL.test(reply) ? Number(reply) : null;
}

/** A flat array starts with a name, never with an array: so two-element arrays throughout are pairs. */
const isPairs = (reply: Reply[]) => reply.every((element) => Array.isArray(element) && element.length === 2);

function pairEntries(reply: Reply[]): [string, Reply][] {
  return (reply as [Reply, Reply][]).map(([key, value]) => [string(key) ?? '', value]);
}

function flatEntries(reply: Reply[]): [string, Reply][] {
  const found: [string, Reply][] = [];
  for (let i = 0; i + 1 < reply.length; i += 2) {
    const key = string(reply[i]);
    if (key !== null) found.push([key, reply[i + 1] ?? null]);
  }
  return found;
}
