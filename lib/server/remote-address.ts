import 'server-only';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from './env';
import type { RequestHeaders } from './origin';

/** Where the socket's address travels to the route handlers; whatever a client wrote there is overwritten. */
const HEADER = 'x-hitrate-remote-address';

/** Notes the peer of every request as it arrives: Next shows route handlers no socket. */
export function recordRemoteAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[HEADER] = request.socket.remoteAddress ?? '';
  });
}

/**
 * The address that a request comes from.
 * @returns the socket's peer; behind the proxy that PUBLIC_URL announces, the client that this proxy saw
 */
export function remoteAddress(headers: RequestHeaders): string {
  const peer = headers.get(HEADER) || 'unknown';
  if (!env().publicUrl) return peer;
  // Only the last entry was written by our own proxy; the others are what the client claims.
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || peer;
}
