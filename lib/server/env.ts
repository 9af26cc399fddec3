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
    metricsToken: env.HITRATE_METRICS_TOKEN ?? null,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : null,
    loopbackOnly: LOOPBACK.has(env.HITRATE_HOST),
    production: variables.NODE_ENV === 'production',
  };
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
