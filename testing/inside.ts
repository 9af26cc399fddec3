import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessTo, type Access } from '@/lib/server/access';
import { collector } from '@/lib/server/collector/collector';
import { endSession, keepCredentials, type SessionTicket } from '@/lib/server/sign-in/sessions';
import { waitUntil } from './wait-until';

/** The dashboard's server side within the test's process, without HTTP: what a read or an action works with. */
export interface Inside {
  /** Signs in as a user whose name is the password. */
  access: (username: string, instance?: string) => Access;
  stop: () => void;
}

/**
 * Starts the collector on some instances; once per test file, since a process has one collector.
 * @param instances what goes into HITRATE_CONFIG
 * @param nodes how many nodes of each are waited for
 */
export async function startInside(instances: readonly { id: string }[], nodes = 1): Promise<Inside> {
  const directory = mkdtempSync(join(tmpdir(), 'hitrate-inside-'));
  const config = join(directory, 'hitrate.json');
  writeFileSync(config, JSON.stringify({ instances }));
  process.env.HITRATE_CONFIG = config;
  process.env.HITRATE_DATA = join(directory, 'data');
  collector().start();
  const tickets: SessionTicket[] = [];
  await waitUntil(`${nodes} node(s) answer`, () => {
    const watchers = [...collector().instances.values()];
    return watchers.every(
      (watcher) =>
        watcher.nodes.size >= nodes && [...watcher.nodes.values()].every(({ state }) => state.state === 'up'),
    );
  });
  return {
    access(username, instance = 'shop') {
      const ticket = keepCredentials(null, instance, { username, password: username }, '127.0.0.1');
      tickets.push(ticket);
      return accessTo(ticket, instance);
    },
    stop() {
      for (const { sid } of tickets) endSession(sid);
      collector().stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
