import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '../env';
import { AppError } from '../errors';
import type { RequestHeaders } from '../http/origin';
import { comesFromHere } from '../http/remote-address';

/**
 * Lets a Prometheus in, which has no Redis user: by the token where one is set, else only from this machine.
 * @throws AppError TOKEN_NEEDED (401) or LOOPBACK_ONLY (403)
 */
export function requireScraper(headers: RequestHeaders): void {
  const { metricsToken } = env();
  if (metricsToken === null) {
    if (comesFromHere(headers)) return;
    throw new AppError('LOOPBACK_ONLY', 'Without a token, metrics are served to this machine alone.', {
      status: 403,
      remedy: 'Set HITRATE_METRICS_TOKEN, and let Prometheus send it as a bearer token.',
    });
  }
  const given = /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim() ?? '';
  // Digests have one length, so the comparison takes the same time for every guess.
  if (timingSafeEqual(digest(given), digest(metricsToken))) return;
  throw new AppError('TOKEN_NEEDED', given === '' ? 'A bearer token is needed.' : 'The token is wrong.', {
    status: 401,
    remedy: 'Send the value of HITRATE_METRICS_TOKEN as authorization: Bearer ….',
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();
