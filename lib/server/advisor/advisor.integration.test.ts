import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '@/lib/advisor/rules';
import { startInside, type Inside } from '@/testing/inside';
import { startRedis, waitUntil, type RunningRedis } from '@/testing/servers';
import { collector } from '../collector/collector';
import { advisor } from './advisor';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
/** What the README lets the collector do. */
const advised = /ACL SETUSER collector (reset on >\S+ .*)/.exec(readme)![1]!.replace('reset ', '');

const servers: RunningRedis[] = [];
let inside: Inside;

/** As a careful person runs it: a password for everybody, snapshots, and a collector of its own. */
async function startHealthy(id: string, more = ''): Promise<object> {
  const server = await startRedis({
    aclLines: ['user default on >a-password ~* &* +@all', `user collector ${advised} ${more}`],
    args: ['--save', '3600 1 300 100 60 10000'],
  });
  servers.push(server);
  return { id, url: `redis://collector:change-me@127.0.0.1:${server.port}` };
}

beforeAll(async () => {
  const instances = [await startHealthy('advised'), await startHealthy('granted', '+config|get')];
  inside = await startInside(instances as { id: string }[]);
});
afterAll(async () => {
  inside.stop();
  await Promise.all(servers.map((server) => server.stop()));
});

const judged = (id: string) =>
  new Map(
    advisor()
      .judge(collector().instances.get(id)!, Date.now())
      .map(({ rule, verdict }) => [rule, verdict]),
  );

/** Everything that the collector asks has been answered once. */
const untilRead = (id: string) =>
  waitUntil(`${id} is read`, () => {
    const verdicts = judged(id);
    return verdicts.get('clients.monitor')?.kind === 'fine' && verdicts.get('latency.errors') !== undefined;
  });

describe('a healthy idle Redis', () => {
  test.each(['advised', 'granted'])('has nothing yellow where the collector is as %s', async (id) => {
    await untilRead(id);
    const found = [...judged(id)].flatMap(([rule, verdict]) =>
      verdict.kind === 'found' ? [`${verdict.severity}: ${rule}: ${verdict.sentence}`] : [],
    );
    expect(found.filter((each) => !each.startsWith('advice'))).toEqual([]);
    for (const [rule, verdict] of judged(id))
      if (verdict.kind === 'unchecked') expect(verdict.because, rule).not.toMatch(/failed/);
  });

  test('is judged by its settings where the collector may ask for them', async () => {
    await untilRead('granted');
    const verdicts = judged('granted');
    for (const { id, needs } of RULES)
      if (needs.includes('config|get'))
        expect(['fine', 'found', 'inapplicable'], id).toContain(verdicts.get(id)?.kind);
    expect(verdicts.get('latency.monitor-off')).toMatchObject({ kind: 'found', severity: 'advice' });
  });

  test('is not called fine in what only settings tell, where the collector may not ask', async () => {
    await untilRead('advised');
    expect(judged('advised').get('latency.monitor-off')).toEqual({
      kind: 'unchecked',
      because: "the collector's user collector may not run CONFIG GET",
      line: 'ACL SETUSER collector +config|get',
    });
  });
});
