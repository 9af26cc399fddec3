import { afterAll, describe, expect, test } from 'vitest';
import { RULES } from '@/lib/advisor/rules';
import { SCENARIOS, type Scenario } from './rule-scenarios';
import { connect, startRedis, type StartOptions } from './servers';
import { WatchedServer } from './watched-server';

/** Starts a server, watches it, and ends everything, whatever happens. */
async function onServer<T>(
  start: StartOptions | undefined,
  run: (stage: Parameters<Scenario['arrange']>[0]) => Promise<T>,
): Promise<T> {
  const server = await startRedis(start);
  const redis = connect(server.port);
  const ends: (() => unknown)[] = [];
  const watched = await WatchedServer.open(server);
  try {
    return await run({ server, redis, watched, endWith: (end) => void ends.unshift(end) });
  } finally {
    for (const end of ends) await end();
    watched.close();
    redis.disconnect();
    await server.stop();
  }
}

const fired = new Set<string>();

const NOT_ALLOWED = {
  because: "the collector's user watcher may not run CONFIG GET",
  line: 'ACL SETUSER watcher +config|get',
};

describe('a real server', () => {
  test.each(Object.entries(SCENARIOS))('fires %s', async (id, { start, arrange, severity, sentence }) => {
    await onServer(start, async (stage) => {
      // A client library opens its connection with its first command.
      await stage.redis.ping();
      await stage.watched.read();
      const known = (await arrange(stage)) ?? {};
      await stage.watched.read();
      const verdict = (await stage.watched.judge(known)).get(id);
      expect(verdict).toMatchObject({
        kind: 'found',
        severity,
        sentence: expect.stringMatching(sentence) as string,
      });
    });
    fired.add(id);
  });
});

describe('a healthy server', () => {
  test('that idles with its default settings has nothing yellow', async () => {
    await onServer({ args: ['--save', '3600 1 300 100 60 10000'] }, async ({ watched }) => {
      await watched.read();
      await watched.read();
      const found = [...(await watched.judge())].flatMap(([rule, verdict]) =>
        verdict.kind === 'found' ? [`${verdict.severity}: ${rule}`] : [],
      );
      expect(found.filter((each) => !each.startsWith('advice'))).toEqual([]);
    });
  });

  test('that is set up with care and serves an application leaves every rule silent', async () => {
    const care = ['--maxmemory', '200mb', '--appendonly', 'yes', '--latency-monitor-threshold', '100'];
    await onServer({ args: care }, async ({ redis, watched }) => {
      await redis.set('here', 'x');
      await watched.read();
      for (let number = 0; number < 300; number += 1) await redis.get('here');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await watched.read();
      const judged = await watched.judge({ passwordless: null });
      for (const [rule, verdict] of judged)
        // The version is the machine's.
        if (rule !== 'security.version') expect(verdict, rule).not.toMatchObject({ kind: 'found' });
      const silent = [...judged.values()].filter(({ kind }) => kind === 'fine').length;
      expect(silent).toBeGreaterThan(25);
    });
  });

  test('whose collector may not ask CONFIG GET is not called fine, and the grant is told', async () => {
    await onServer({}, async ({ watched }) => {
      await watched.read();
      const judged = await watched.judge({ config: null, whyNoConfig: NOT_ALLOWED });
      for (const rule of RULES.filter(({ needs }) => needs.includes('config|get'))) {
        const verdict = judged.get(rule.id);
        if (verdict?.kind === 'inapplicable') continue;
        expect(verdict, rule.id).toEqual({
          kind: 'unchecked',
          ...NOT_ALLOWED,
        });
      }
    });
  });
});

afterAll(() => {
  const known = new Set(RULES.map(({ id }) => id));
  expect([...fired].filter((id) => !known.has(id))).toEqual([]);
});
