import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENCODING_SETTINGS } from '@/lib/advisor/encoding-settings';
import type { KeyspaceFacts } from '@/lib/advisor/keyspace-finding';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { parseConfig } from '@/lib/redis/parse-config';
import type { Access } from '../access';
import { runOptional } from './optional-commands';

/** An analysis that goes on is asked for every second: it does not wait for a server that is silent. */
const PATIENCE_MS = 1_000;

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
    config: await Promise.race([encodingSettings(access), sleep(PATIENCE_MS, null, { ref: false })]),
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
