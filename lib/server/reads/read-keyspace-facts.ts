import 'server-only';
import { ENCODING_SETTINGS } from '@/lib/advisor/encoding-settings';
import type { KeyspaceFacts } from '@/lib/advisor/keyspace-finding';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { parseConfig } from '@/lib/redis/parse-config';
import type { Access } from '../access';
import { runOptional } from './optional-commands';

/**
 * What the rules of the keyspace look at besides an analysis: the limit and the policy by the collector's INFO, the
 * settings that choose an encoding by the person's CONFIG GET. What cannot be had just now is `null`.
 */
export async function readKeyspaceFacts(access: Access): Promise<KeyspaceFacts> {
  const info = access.watcher.mainNode?.info ?? null;
  return {
    maxmemoryPolicy: info && infoText(info, 'maxmemory_policy'),
    // 0 is no limit.
    maxmemoryBytes: (info && infoNumber(info, 'maxmemory')) || null,
    config: await encodingSettings(access),
  };
}

/** The analysis is shown without them where the server is away. */
async function encodingSettings(access: Access): Promise<KeyspaceFacts['config']> {
  try {
    const connection = await access.connection(access.node());
    const { replies } = await runOptional(access, connection, [
      { id: 'config|get', args: ['CONFIG', 'GET', ENCODING_SETTINGS] },
    ]);
    return replies[0] == null ? null : parseConfig(replies[0]);
  } catch {
    return null;
  }
}
