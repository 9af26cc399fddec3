import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingsResponse } from '@/lib/schemas/findings';
import { advisor } from '@/lib/server/advisor/advisor';
import { collector } from '@/lib/server/collector/collector';
import { readFindings } from '@/lib/server/reads/read-findings';
import { analyse } from '../testing/analysis';
import { startInside, type Inside } from '../testing/inside';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../testing/servers';
import { watched } from '../testing/watched';
import { signInWithOldPassword } from './mistakes';
import { serverArgs } from './server-args.mjs';
import { startTraffic, type Traffic } from './traffic';

let server: RunningRedis;
let traffic: Traffic;
let inside: Inside;

beforeAll(async () => {
  server = await startRedis({ aclLines: aclUsers(), args: serverArgs });
  traffic = await startTraffic({ port: server.port, username: 'shop', password: 'shop', rate: 4 });
  inside = await startInside([watched(server)]);
});
afterAll(async () => {
  inside.stop();
  traffic.stop();
  await traffic.ended;
  await server.stop();
});

/** What the demo got wrong, each of which somebody who knows Redis would point at. */
const OVERSIGHTS = [
  'clients.never-closed',
  'keyspace.withoutTtl',
  'memory.scripts',
  'security.databases',
  'security.wrong-passwords',
];

/** True of some machines only, and worth saying there: an old Redis, a disk or a neighbour that holds it up. */
const OF_THE_MACHINE = ['security.version', 'latency.spikes', 'latency.fork', 'persistence.fsync-delayed'];

async function findings(user: string): Promise<FindingsResponse> {
  advisor().judge(collector().instances.get('shop')!, Date.now());
  return readFindings(inside.access(user));
}

describe('the demo', () => {
  test('has at least five findings that somebody who knows Redis would agree with, and no other', async () => {
    await analyse(inside.access('admin'));
    // A script that tries every 15 seconds needs minutes for what counts; here it is in a hurry.
    const script = connect(server.port, 'shop');
    for (let attempt = 0; attempt < 12; attempt += 1) await signInWithOldPassword(script);
    script.disconnect();
    let answer!: FindingsResponse;
    await waitUntil(
      'all oversights are found',
      async () => {
        answer = await findings('admin');
        const found = answer.found.map(({ rule }) => rule);
        return OVERSIGHTS.every((rule) => found.includes(rule));
      },
      120_000,
    );
    const known = [...OVERSIGHTS, ...OF_THE_MACHINE];
    for (const { rule, severity, sentence, remedy } of answer.found) {
      expect(known, `${rule}: ${sentence}`).toContain(rule);
      expect(severity, sentence).not.toBe('critical');
      expect(sentence).toMatch(/^[\dA-Z≈].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
    const yellow = answer.found.filter(
      ({ severity, rule }) => severity === 'warning' && OVERSIGHTS.includes(rule),
    );
    expect(yellow.map(({ rule }) => rule)).toEqual(['security.wrong-passwords']);
  }, 180_000);

  test('tells a viewer what INFO tells, and names the grant for what CONFIG GET would', async () => {
    const { found, unchecked } = await findings('viewer');
    const rules = found.map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining(['memory.scripts', 'security.databases', 'security.wrong-passwords']),
    );
    expect(rules).not.toContain('clients.never-closed');
    expect(unchecked.find(({ rule }) => rule === 'clients.never-closed')?.line).toBe(
      'ACL SETUSER viewer +config|get',
    );
  });
});
