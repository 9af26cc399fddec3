import 'server-only';
import { resolve } from 'node:path';
import { z } from 'zod';
import { singleton } from './singleton';

/** The only reader of `process.env`. */

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const yes = z
  .enum(['0', '1'], { error: 'must be 1 or 0' })
  .default('0')
  .transform((value) => value === '1');

const url = z.url({
  protocol: /^https?$/,
  error: 'must be the address in the browser, like https://ops.example.com/hitrate',
});

const historyUrl = z.string().regex(/^prometheus\+https?:\/\/[^/]/, {
  error: 'must begin with prometheus+http:// or prometheus+https:// and name a host',
});

const schema = z.object({
  REDIS_URL: z.string().optional(),
  HITRATE_CONFIG: z.string().optional(),
  HITRATE_DATA: z.string().default('./data'),
  HITRATE_HOST: z.string().default('127.0.0.1'),
  HITRATE_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
  HITRATE_ALLOW_PASSWORDLESS: yes,
  HITRATE_IDLE_HOURS: z.coerce.number({ error: 'must be a number of hours' }).positive().max(720).default(8),
  HITRATE_HISTORY_MB: z.coerce
    .number({ error: 'must be a number of megabytes' })
    .min(10, { error: 'must be at least 10' })
    .default(1024),
  HITRATE_WEBHOOK_PRIVATE: yes,
  HISTORY_URL: historyUrl.optional(),
  HISTORY_TOKEN: z.string().optional(),
  HISTORY_MATCH: z
    .string()
    .regex(/^[a-zA-Z_]\w*\s*(=|=~)\s*".*"$/s, { error: 'must be labels like instance="{host}:9121"' })
    .optional(),
  HITRATE_METRICS_TOKEN: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  PUBLIC_URL: url.optional(),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3000),
});

export interface Env {
  redisUrl: string | null;
  configPath: string | null;
  dataDirectory: string;
  secret: string | null;
  allowPasswordless: boolean;
  idleMs: number;
  /** What the sealed history may take on the disk. */
  historyBytes: number;
  /** Whether webhooks may be delivered to loopback, private and link-local addresses. */
  privateWebhooks: boolean;
  /** Where the past is read; `null`: in the embedded store. */
  historyStore: { url: string; authorization: string | null; match: string | null } | null;
  /** What a Prometheus shows to read /metrics; without it, only this machine may. */
  metricsToken: string | null;
  /** The address in the browser when it is not simply host and port: decides cookies, origin and path prefix. */
  publicUrl: URL | null;
  /** Whether the dashboard can be reached from this machine alone. */
  loopbackOnly: boolean;
  production: boolean;
}

/** A mistake in the configuration: `lines` name each one, readably. */
export class ConfigError extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Checks a set of environment variables.
 * @param variables as in `process.env`; an empty one counts as absent
 * @throws ConfigError with one line per mistake
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  }
  const env = parsed.data;
  return {
    redisUrl: env.REDIS_URL ?? null,
    configPath: env.HITRATE_CONFIG ? resolve(env.HITRATE_CONFIG) : null,
    dataDirectory: resolve(env.HITRATE_DATA),
    secret: env.HITRATE_SECRET ?? null,
    allowPasswordless: env.HITRATE_ALLOW_PASSWORDLESS,
    idleMs: env.HITRATE_IDLE_HOURS * 3_600_000,
    historyBytes: env.HITRATE_HISTORY_MB * 1_048_576,
    privateWebhooks: env.HITRATE_WEBHOOK_PRIVATE,
    historyStore: historyStoreOf(env),
    metricsToken: env.HITRATE_METRICS_TOKEN ?? null,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : null,
    loopbackOnly: LOOPBACK.has(env.HITRATE_HOST),
    production: variables.NODE_ENV === 'production',
  };
}

type Checked = z.infer<typeof schema>;

function historyStoreOf({ HISTORY_URL, HISTORY_TOKEN, HISTORY_MATCH }: Checked): Env['historyStore'] {
  if (HISTORY_URL === undefined) {
    if (HISTORY_TOKEN === undefined && HISTORY_MATCH === undefined) return null;
    throw new ConfigError(['HISTORY_TOKEN and HISTORY_MATCH need HISTORY_URL.']);
  }
  const text = HISTORY_URL.slice('prometheus+'.length);
  if (!URL.canParse(text)) throw new ConfigError(['HISTORY_URL is no address.']);
  const address = new URL(text);
  const user = [address.username, address.password].map(decoded).join(':');
  if (user !== ':' && HISTORY_TOKEN !== undefined)
    throw new ConfigError(['HISTORY_URL names a user and HISTORY_TOKEN is set; keep one.']);
  const basic = user === ':' ? null : `Basic ${Buffer.from(user).toString('base64')}`;
  return {
    url: `${address.origin}${address.pathname.replace(/\/+$/, '')}`,
    authorization: HISTORY_TOKEN === undefined ? basic : `Bearer ${HISTORY_TOKEN}`,
    match: HISTORY_MATCH ?? null,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ConfigError(['HISTORY_URL has a broken percent-encoding in its user or password.']);
  }
}

/** The checked environment of this process. */
export const env = (): Env => singleton('env', () => parseEnv(process.env));

/** The value of one variable that a configuration file names as `${NAME}`. */
export const environmentVariable = (name: string): string | undefined => process.env[name];

/**
 * Hands our one setting to next-auth 4, which reads only its own variables.
 * Without PUBLIC_URL it must take the address from the request, else it would send everybody to localhost:3000.
 */
export function prepareNextAuth({ publicUrl }: Env): void {
  if (publicUrl) process.env.NEXTAUTH_URL = `${publicUrl.href.replace(/\/+$/, '')}/api/auth`;
  else process.env.AUTH_TRUST_HOST = '1';
}
