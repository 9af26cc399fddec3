import 'server-only';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from '../env';
import type { RequestHeaders } from './origin';

/** Where the socket's address travels to the route handlers; whatever a client wrote there is overwritten. */
const HEADER = 'x-hitrate-remote-address';

/** Whether the request said by itself that somebody passed it on: Next adds such headers to all of them. */
const FORWARDED_HEADER = 'x-hitrate-forwarded';

/** What proxies and tunnels say of themselves. */
const FORWARDING = /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Notes the peer of every request as it arrives: Next shows route handlers no socket. */
export function recordRemoteAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[HEADER] = request.socket.remoteAddress ?? '';
    request.headers[FORWARDED_HEADER] = String(
      Object.keys(request.headers).some((name) => FORWARDING.test(name)),
    );
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

/** Whether a request comes from this machine for certain: by a loopback address, and passed on by nobody. */
export function comesFromHere(headers: RequestHeaders): boolean {
  if (env().publicUrl || headers.get(FORWARDED_HEADER) !== 'false') return false;
  // A foreign name that was made to point here is a page in somebody's browser (DNS rebinding).
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return LOOPBACK.test(headers.get(HEADER) ?? '') && (host === 'localhost' || LOOPBACK.test(host));
}
