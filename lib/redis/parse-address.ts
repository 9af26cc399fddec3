/** Both parts of an address; each is `null` where the server has none to tell. */
export interface Address {
  /** Host name, IP address without brackets, or the path of a Unix socket. */
  host: string | null;
  /** `null` for a Unix socket and for the `0` of an unknown address. */
  port: number | null;
}

/**
 * Splits the `addr=` of CLIENT LIST, the `ip:port` of CLUSTER NODES and the like.
 * @param address `127.0.0.1:6379`, `[::1]:6379`, `::1:6379`, `node.example.com`, `/run/redis.sock:0`, `?:0`, `:0`
 * @returns host and port. The port follows the last colon, since an IPv6 address may come without brackets.
 */
export function parseAddress(address: string): Address {
  const colon = address.lastIndexOf(':');
  const tail = address.slice(colon + 1);
  const hasPort = colon >= 0 && /^\d+$/.test(tail);
  const host = (hasPort ? address.slice(0, colon) : address).replace(/^\[(.*)\]$/, '$1');
  return {
    host: host === '' || host === '?' ? null : host,
    port: hasPort && Number(tail) > 0 ? Number(tail) : null,
  };
}
