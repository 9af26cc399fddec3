import 'server-only';
import { readFileSync } from 'node:fs';
import { resolve, dirname } from 'node:path';
import { z } from 'zod';
import { ConfigError, env, environmentVariable, type Env } from './env';
import { parseRedisUrl, type RedisUrl } from './redis/redis-url';
import { singleton } from './singleton';

/** What a person names and signs in to: one server, a Sentinel group or a Cluster. */
export interface Instance {
  id: string;
  name: string;
  environment: Environment | null;
  readOnly: boolean;
  /** Where to begin, and the collector's own user. */
  url: RedisUrl;
  tls: TlsFiles | null;
  sentinel: { group: string; nodes: HostPort[]; username: string | null; password: string | null } | null;
  /** `null`: a server that turns out to be in cluster mode is treated as one; `false`: never. */
  cluster: { addressMap: Record<string, string> } | false | null;
}

export interface HostPort {
  host: string;
  port: number;
}

/** The label and colour that tell a person where they are. */
export interface Environment {
  label: string;
  colour: EnvironmentColour;
  /** On a production instance a dangerous action asks for the instance's name. */
  production: boolean;
}

export const ENVIRONMENT_COLOURS = [
  'red',
  'amber',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
  'grey',
] as const;
export type EnvironmentColour = (typeof ENVIRONMENT_COLOURS)[number];

/** Contents of the files, read once at start, so that a mistake shows there. */
export interface TlsFiles {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
}

const COLOUR_BY_LABEL: [RegExp, EnvironmentColour][] = [
  [/^prod/i, 'red'],
  [/^(stag|pre|uat)/i, 'amber'],
  [/^(dev|local|test|demo)/i, 'green'],
];

const environmentSchema = z
  .union([
    z.string().min(1).max(24),
    z.strictObject({
      label: z.string().min(1).max(24),
      colour: z.enum(ENVIRONMENT_COLOURS).optional(),
      production: z.boolean().optional(),
    }),
  ])
  .transform((given): Environment => {
    const { label, colour, production } =
      typeof given === 'string' ? { label: given, colour: undefined, production: undefined } : given;
    return {
      label,
      colour: colour ?? COLOUR_BY_LABEL.find(([pattern]) => pattern.test(label))?.[1] ?? 'grey',
      production: production ?? /^prod/i.test(label),
    };
  });

const hostPort = z
  .string()
  .regex(/^.+:\d{1,5}$/, { error: 'must be host:port' })
  .transform((text): HostPort => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
  })
  .refine(({ port }) => port <= 65_535, { error: 'names a port beyond 65535' });

const instanceSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'must be of small letters, digits and hyphens' }),
  name: z.string().min(1).max(60).optional(),
  url: z.string().min(1),
  environment: environmentSchema.optional(),
  readOnly: z.boolean().default(false),
  tls: z
    .strictObject({
      ca: z.string().optional(),
      cert: z.string().optional(),
      key: z.string().optional(),
      servername: z.string().optional(),
    })
    .optional(),
  sentinel: z
    .strictObject({
      group: z.string().min(1),
      nodes: z.array(hostPort).default([]),
      username: z.string().optional(),
      password: z.string().optional(),
    })
    .optional(),
  cluster: z
    .union([
      z.literal(false),
      z.literal(true).transform(() => ({ addressMap: {} })),
      z.strictObject({ addressMap: z.record(z.string(), z.string()).default({}) }),
    ])
    .optional(),
});

const fileSchema = z.strictObject({
  instances: z.array(instanceSchema).min(1, { error: 'must name at least one instance' }),
});

/** The configured instances in the order of the file. */
export const instances = (): readonly Instance[] => singleton('instances', () => loadInstances(env()));

/** One instance by its id; `null` when there is none. */
export const findInstance = (id: string): Instance | null =>
  instances().find((instance) => instance.id === id) ?? null;

/**
 * Reads the configuration.
 * @throws ConfigError with one readable line per mistake, naming the field
 */
export function loadInstances({ redisUrl, configPath }: Pick<Env, 'redisUrl' | 'configPath'>): Instance[] {
  if (redisUrl && configPath) throw new ConfigError(['Set either REDIS_URL or HITRATE_CONFIG, not both.']);
  if (configPath) return parseConfigFile(readText(configPath, 'HITRATE_CONFIG'), configPath);
  if (!redisUrl) {
    throw new ConfigError([
      'Nothing to watch: set REDIS_URL=redis://user:password@host:6379, or HITRATE_CONFIG to the path of a JSON file. To look around first, run `npm run demo`.',
    ]);
  }
  return parseEntries([{ id: 'redis', url: redisUrl }], process.cwd(), () => 'REDIS_URL');
}

/**
 * Checks the text of a configuration file.
 * @param text JSON
 * @param path where it came from, for the messages and for relative certificate paths
 */
export function parseConfigFile(text: string, path: string): Instance[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigError([`HITRATE_CONFIG: ${path} is not JSON: ${(error as Error).message}.`]);
  }
  const entries = (Array.isArray(json) ? json : (json as { instances?: unknown })?.instances) as unknown;
  const label = (index: number) => {
    const id = Array.isArray(entries) ? (entries[index] as { id?: unknown } | null)?.id : undefined;
    return `HITRATE_CONFIG: instances[${index}]${typeof id === 'string' ? ` ("${id}")` : ''}`;
  };
  return parseEntries(json, dirname(path), label);
}

function parseEntries(json: unknown, directory: string, label: (index: number) => string): Instance[] {
  const parsed = fileSchema.safeParse(Array.isArray(json) ? { instances: json } : json);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => describeIssue(issue, label)));

  const lines: string[] = [];
  const seen = new Set<string>();
  const result = parsed.data.instances.flatMap((entry, index): Instance[] => {
    if (seen.has(entry.id)) lines.push(`${label(index)}: id "${entry.id}" is used twice.`);
    seen.add(entry.id);
    try {
      const url = parseRedisUrl(fillIn(entry.url, encodeURIComponent));
      if (entry.sentinel && entry.cluster)
        throw new Error('has a sentinel block and a cluster block; keep one');
      if (entry.tls && !(url.kind === 'tcp' && url.tls))
        throw new Error('has a tls block, but its url does not begin with rediss://');
      return [
        {
          id: entry.id,
          name: entry.name ?? (url.kind === 'unix' ? url.path : `${url.host}:${url.port}`),
          environment: entry.environment ?? null,
          readOnly: entry.readOnly,
          url,
          tls: url.kind === 'tcp' && url.tls ? readTlsFiles(entry.tls ?? {}, directory) : null,
          sentinel: entry.sentinel
            ? {
                group: entry.sentinel.group,
                nodes: entry.sentinel.nodes,
                username: entry.sentinel.username ?? null,
                password: entry.sentinel.password ? fillIn(entry.sentinel.password) : null,
              }
            : null,
          cluster: entry.cluster ?? null,
        },
      ];
    } catch (error) {
      const reasons = error instanceof ConfigError ? error.lines : [`${(error as Error).message}.`];
      lines.push(...reasons.map((reason) => `${label(index)}: ${reason}`));
      return [];
    }
  });
  if (lines.length > 0) throw new ConfigError(lines);
  return result;
}

/** Replaces `${NAME}` by the variable of that name, so that a file needs no secrets. */
function fillIn(text: string, encode = (value: string) => value): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = environmentVariable(name);
    if (value === undefined) throw new Error(`the variable ${name} is named but not set`);
    return encode(value);
  });
}

function readTlsFiles(tls: TlsFiles, directory: string): TlsFiles {
  const read = (field: 'ca' | 'cert' | 'key') =>
    tls[field] === undefined ? undefined : readText(resolve(directory, tls[field]), `tls.${field}`);
  if ((tls.cert === undefined) !== (tls.key === undefined))
    throw new Error('tls.cert and tls.key go together');
  return { ca: read('ca'), cert: read('cert'), key: read('key'), servername: tls.servername };
}

function readText(path: string, field: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw new ConfigError([`${field}: the file ${path} ${reason}.`]);
  }
}

function describeIssue(issue: z.core.$ZodIssue, label: (index: number) => string): string {
  const [root, index, ...rest] = issue.path;
  if (root !== 'instances' || typeof index !== 'number') return `HITRATE_CONFIG: ${issue.message}.`;
  return `${label(index)}: ${rest.length > 0 ? `${rest.join('.')}: ` : ''}${issue.message}.`;
}
