import { identifyProvider, type Provider } from './identify-provider';
import { infoFlag, infoNumber, infoText } from './info-fields';
import type { Info } from './parse-info';

/** The engines that are known by name; another one goes by its `server_name`. */
export type Engine =
  'redis' | 'valkey' | 'keydb' | 'dragonfly' | 'garnet' | 'kvrocks' | 'redict' | 'upstash' | (string & {});

/** Who answers. */
export interface ServerIdentity {
  engine: Engine;
  /** The engine's own version; empty where it tells none. */
  version: string;
  /** The Redis version that the engine says to be compatible with; `null` where it tells none. */
  redisVersion: string | null;
  mode: 'standalone' | 'cluster' | 'sentinel';
  /** `null` on a Sentinel. */
  role: 'primary' | 'replica' | null;
  /** Changes with every restart. */
  runId: string | null;
  os: string | null;
  uptimeSeconds: number | null;
  /** Whose service it is; `null` where nothing tells. */
  provider: Provider | null;
  /** `Redis 7.0.15`, `Valkey 8.1.1`, `Dragonfly 1.21.2`. */
  label: string;
}

const LABELS: Record<string, string> = { keydb: 'KeyDB' };

/**
 * Identifies a server by INFO, of which the section `server` is enough for all but role and mode.
 *
 * @param info a parsed reply
 * @param host the host name that was connected to, with or without a port: providers are often known by its end
 * @returns what the server says, with `null` for what it does not say; an empty INFO reads as a standalone
 *   Redis of no version. Ask for a feature by trying it, not by the version: forks count for themselves.
 */
export function identifyServer(info: Info, host: string | null = null): ServerIdentity {
  const engine = engineOf(info);
  const redisVersion = infoText(info, 'redis_version');
  const version = (infoText(info, `${engine}_version`) ?? redisVersion ?? '').replace(
    /^(?:df-)?v?(?=\d)/,
    '',
  );
  const name = LABELS[engine] ?? engine.charAt(0).toUpperCase() + engine.slice(1);
  return {
    engine,
    version,
    redisVersion,
    mode: modeOf(info),
    role: roleOf(info),
    runId: infoText(info, 'run_id'),
    os: infoText(info, 'os'),
    uptimeSeconds: infoNumber(info, 'uptime_in_seconds'),
    provider: identifyProvider(info, engine, host),
    label: version === '' ? name : `${name} ${version}`,
  };
}

/** Engines that print a version field of their own beside `redis_version`. */
const OWN_VERSION = ['valkey', 'dragonfly', 'garnet', 'kvrocks', 'redict', 'upstash', 'pika', 'memurai'];

function engineOf(info: Info): Engine {
  const own = OWN_VERSION.find((engine) => infoText(info, `${engine}_version`) !== null);
  if (own) return own;
  const named = infoText(info, 'server_name')?.toLowerCase();
  if (named) return named;
  // KeyDB has none: its `redis_version` is KeyDB's.
  const isKeydb = 'keydb' in info.sections || infoText(info, 'mvcc_depth') !== null;
  return isKeydb || /keydb/i.test(infoText(info, 'executable') ?? '') ? 'keydb' : 'redis';
}

function modeOf(info: Info): ServerIdentity['mode'] {
  // Valkey 8 renamed the field.
  const mode = infoText(info, 'redis_mode') ?? infoText(info, 'server_mode');
  if (mode === 'sentinel' || 'sentinel' in info.sections) return 'sentinel';
  return mode === 'cluster' || infoFlag(info, 'cluster_enabled') ? 'cluster' : 'standalone';
}

function roleOf(info: Info): ServerIdentity['role'] {
  const role = infoText(info, 'role');
  if (role === 'master' || role === 'primary') return 'primary';
  return role === 'slave' || role === 'replica' ? 'replica' : null;
}
