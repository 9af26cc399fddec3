import 'server-only';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { env } from '../env';
import { AppError } from '../errors';

/** The parts of a request that say where it comes from. */
export type RequestHeaders = Pick<Headers, 'get'>;

/** Where the dashboard itself lives, as the browser sees it: `https://ops.example.com`. */
export function ownOrigin(headers: RequestHeaders): string {
  const { publicUrl } = env();
  return publicUrl ? publicUrl.origin : `http://${headers.get('host') ?? ''}`;
}

/**
 * Refuses a change that another site's page sends in a person's name.
 *
 * A browser says where a request comes from in `Sec-Fetch-Site` and `Origin`; a script says neither, and has
 * no cookie that it was not given.
 *
 * @throws AppError FOREIGN_ORIGIN (403)
 */
export function requireSameOrigin(headers: RequestHeaders): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if ((site === null || site === 'same-origin') && (origin === null || origin === ownOrigin(headers))) return;
  throw new AppError('FOREIGN_ORIGIN', 'This request comes from another site.', {
    status: 403,
    remedy: env().publicUrl
      ? `Open the dashboard at ${env().publicUrl!.href}.`
      : 'Behind a proxy, set PUBLIC_URL to the address in the browser.',
  });
}

/**
 * Refuses a host name that is not known to be ours: a foreign name that was made to point here (DNS rebinding)
 * would pass for the same origin. Addresses cannot be rebound.
 *
 * @throws AppError UNKNOWN_HOST (421)
 */
export function requireKnownHost(headers: RequestHeaders): void {
  const { publicUrl } = env();
  const host = headers.get('host') ?? '';
  const forwarded = headers.get('x-forwarded-host') ?? host;
  const known = publicUrl ? [publicUrl.hostname] : ['localhost', hostname().toLowerCase()];
  // A proxy that PUBLIC_URL announces may call us by any name. Without one, a page can write the header too.
  const names = (publicUrl ? [forwarded] : [host, forwarded]).map(hostName);
  const name = names.find((each) => isIP(each) === 0 && !known.includes(each));
  if (name === undefined) return;
  throw new AppError('UNKNOWN_HOST', `The dashboard does not know that it is called ${name || 'this'}.`, {
    status: 421,
    remedy: 'Set PUBLIC_URL to the address in the browser.',
  });
}

/** The name in `host:port`. */
const hostName = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
