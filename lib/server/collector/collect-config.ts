import 'server-only';
import { atLeast } from '@/lib/redis/compare-versions';
import { identifyServer } from '@/lib/redis/identify-server';
import { parseConfig } from '@/lib/redis/parse-config';
import type { Reply } from '@/lib/redis/reply';
import { WATCHED_SETTINGS } from '@/lib/redis/watched-settings';
import { collectorMay } from './collector-may';
import type { NodeContact, SideReading } from './side-readings';

/** The settings that matter, once a minute where the collector may ask: the node has the newest, a change is marked. */
export const CONFIG_READING: SideReading = {
  everyMs: 60_000,
  async read(contact) {
    const isAllowed = await collectorMay(contact, 'CONFIG', 'GET', 'maxmemory');
    contact.node.noteConfig(isAllowed ? await readConfig(contact) : null);
  },
};

async function readConfig({ connection, info }: NodeContact): Promise<Map<string, string>> {
  const { redisVersion, version } = identifyServer(info);
  if (atLeast(redisVersion ?? version, '7.0'))
    return parseConfig(await connection.call('CONFIG', 'GET', ...WATCHED_SETTINGS));
  // Before 7.0 it takes one name; the first goes alone, since each refusal would stand in the ACL log.
  const [first, ...others] = WATCHED_SETTINGS.map((name) => ['CONFIG', 'GET', name] as const);
  const replies = [await connection.call(...first!), ...(await connection.callAll(others))];
  return new Map(replies.flatMap((reply) => (isReply(reply) ? [...parseConfig(reply)] : [])));
}

const isReply = (reply: Reply | Error): reply is Reply => !(reply instanceof Error);
