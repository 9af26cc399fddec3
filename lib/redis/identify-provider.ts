import { infoText } from './info-fields';
import { parseAddress } from './parse-address';
import type { Info } from './parse-info';

/** A managed service, known for the commands that it refuses. */
export type Provider =
  | 'elasticache'
  | 'memorydb'
  | 'azure'
  | 'redis-cloud'
  | 'memorystore'
  | 'upstash'
  | 'aiven'
  | 'digitalocean'
  | 'alibaba';

const HOSTS: [RegExp, Provider][] = [
  [/(^|\.)memorydb\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, 'memorydb'],
  [/\.cache\.amazonaws\.com(\.cn)?$/, 'elasticache'],
  [/\.(redis\.cache\.windows\.net|redisenterprise\.cache\.azure\.net|redis\.azure\.net)$/, 'azure'],
  [/\.(rlrcp\.com|redis-cloud\.com|redislabs\.com)$/, 'redis-cloud'],
  [/\.upstash\.io$/, 'upstash'],
  [/\.aivencloud\.com$/, 'aiven'],
  [/\.db\.ondigitalocean\.com$/, 'digitalocean'],
  [/\.rds\.aliyuncs\.com$/, 'alibaba'],
];

/**
 * Whose service a server is.
 * @param info a parsed reply: some providers write their name into its `os`
 * @param engine as `identifyServer` found it
 * @param host host name of the connection, with or without a port; `null` where it tells nothing
 * @returns `null` where nothing tells, which a server of one's own is like
 */
export function identifyProvider(info: Info, engine: string, host: string | null): Provider | null {
  const os = infoText(info, 'os') ?? '';
  if (/memorydb/i.test(os)) return 'memorydb';
  if (/elasticache/i.test(os)) return /memorydb/i.test(host ?? '') ? 'memorydb' : 'elasticache';
  if (/google|memorystore/i.test(os)) return 'memorystore';
  if (engine === 'upstash') return 'upstash';
  const name = (parseAddress(host ?? '').host ?? '').toLowerCase().replace(/\.$/, '');
  return HOSTS.find(([suffix]) => suffix.test(name))?.[1] ?? null;
}
