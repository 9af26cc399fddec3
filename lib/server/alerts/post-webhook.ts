import 'server-only';
import { createHmac } from 'node:crypto';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './forbidden-address';

/** One request to a receiver. */
export interface Posting {
  url: string;
  secret: string;
  /** The id under which its retries can be told from news. */
  delivery: number;
  event: string;
  body: string;
}

/** How it went; `error` is a sentence where it was not accepted. */
export interface Posted {
  /** `null` where there was no answer. */
  status: number | null;
  error: string | null;
  /** Another try may end otherwise. */
  retry: boolean;
}

export interface PostOptions {
  allowPrivate: boolean;
  timeoutMs?: number;
  /** Asked for every address of a name; the system's own by default. */
  lookup?: typeof dns.lookup;
}

const TIMEOUT_MS = 10_000;
/** Nothing of an answer is needed; one that does not end is not waited for. */
const MOST_ANSWER_BYTES = 65_536;

class ForbiddenAddress extends Error {}

const forbidden = (address: string) =>
  new ForbiddenAddress(
    `${address} is a private address. HITRATE_WEBHOOK_PRIVATE=1 lets the dashboard deliver to such.`,
  );

/** What the signature header holds: HMAC-SHA256 over the time and the body, so that an old one cannot be played again. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/**
 * Posts a body. The address that is judged is the one that is connected to: the name is looked up once, by the
 * connection itself. Redirects are not followed.
 */
export function postWebhook(posting: Posting, options: PostOptions): Promise<Posted> {
  const url = new URL(posting.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A connection to a literal address looks nothing up.
  if (!options.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) {
    return Promise.resolve({ status: null, error: forbidden(host).message, retry: false });
  }
  return new Promise((resolve) => send(url, posting, options, resolve));
}

function send(url: URL, posting: Posting, options: PostOptions, resolve: (posted: Posted) => void): void {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    // A connection that was kept could lead to another address than the one judged.
    agent: false,
    lookup: guardedLookup(options),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(posting.body),
      'user-agent': 'Hitrate',
      'x-hitrate-event': posting.event,
      'x-hitrate-delivery': String(posting.delivery),
      'x-hitrate-timestamp': timestamp,
      'x-hitrate-signature': signatureOf(posting.secret, timestamp, posting.body),
    },
  });
  const end = (posted: Posted) => {
    clearTimeout(timer);
    resolve(posted);
    request.destroy();
  };
  // Of the whole, not of a silence: a receiver that drips must not hold it for ever.
  const timer = setTimeout(
    () => end({ status: null, error: `No whole answer within ${timeoutMs / 1000} s.`, retry: true }),
    timeoutMs,
  );
  request.on('error', (error: NodeJS.ErrnoException) =>
    end({ status: null, error: explain(error, url), retry: !(error instanceof ForbiddenAddress) }),
  );
  request.on('response', (response) => {
    const posted = judge(response.statusCode ?? 0);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_ANSWER_BYTES) end(posted);
    });
    response.on('end', () => end(posted));
    // It has answered: that it broke off afterwards changes nothing.
    response.on('error', () => end(posted));
  });
  request.end(posting.body);
}

function guardedLookup({ allowPrivate, lookup = dns.lookup }: PostOptions): LookupFunction {
  return (host, options, callback) =>
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = allowPrivate
        ? addresses
        : addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = allowed;
      if (!first) return callback(forbidden(addresses[0]?.address ?? host), '', 0);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
}

function judge(status: number): Posted {
  if (status >= 200 && status < 300) return { status, error: null, retry: false };
  if (status >= 300 && status < 400)
    return {
      status,
      error: 'It redirects; redirects are not followed. Give the final address.',
      retry: false,
    };
  const retry = status >= 500 || status === 408 || status === 429;
  return { status, error: `It answered ${status}.`, retry };
}

const REASONS: Record<string, (url: URL) => string> = {
  ECONNREFUSED: ({ host }) => `Nothing listens at ${host}.`,
  ENOTFOUND: ({ hostname }) => `There is no host ${hostname}.`,
  EAI_AGAIN: ({ hostname }) => `The name ${hostname} could not be looked up.`,
  ECONNRESET: () => 'It closed the connection without an answer.',
};

function explain(error: NodeJS.ErrnoException, url: URL): string {
  if (error instanceof ForbiddenAddress) return error.message;
  const reason = REASONS[error.code ?? ''];
  if (reason) return reason(url);
  if (error.code?.startsWith('HPE_')) return 'What it answered is not HTTP.';
  return `The connection failed: ${error.code ?? 'unknown reason'}.`;
}
