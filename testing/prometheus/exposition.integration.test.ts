import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { ask, startRedis, waitUntil, type RunningRedis } from '../servers';
import { compareWithExporter, type ExporterComparison } from './compare-exporter';
import { compareOnSameReplies } from './compare-on-same-replies';
import { putLoadOn } from './load';
import { parseExposition } from './parse-exposition';
import { checkMetrics, hasPrograms, startRedisExporter, type RunningProgram } from './programs';

const TOKEN = 'a-token-of-the-tests';

let primary: RunningRedis;
let replica: RunningRedis;
let app: RunningApp;
let guarded: RunningApp;
let exporter: RunningProgram;
beforeAll(async () => {
  primary = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
  replica = await startRedis({ args: ['--replicaof', '127.0.0.1', String(primary.port)] });
  await waitUntil('the replica is in step', () =>
    ask(replica.port, undefined, async (redis) =>
      (await redis.info('replication')).includes('link_status:up'),
    ),
  );
  await putLoadOn(primary.port);
  const instances = [primary, replica].map(({ port }, index) => ({
    id: ['primary', 'replica'][index],
    url: `redis://127.0.0.1:${port}`,
  }));
  app = await startApp(instances);
  guarded = await startApp(instances.slice(0, 1), { HITRATE_METRICS_TOKEN: TOKEN });
  if (hasPrograms) exporter = await startRedisExporter(primary.port);
});
afterAll(async () => {
  await exporter?.stop();
  await guarded?.stop();
  await app?.stop();
  await replica?.stop();
  await primary?.stop();
});

const scrape = async (target: string, base = app.url): Promise<string> =>
  (await fetch(`${base}/scrape?target=${encodeURIComponent(target)}`)).text();

/** What is another one in every reply: time, CPU, memory, and what our own asking adds. */
const MOVING = new RegExp(
  '^redis_(' +
    [
      'uptime_in_seconds|start_time_seconds|cpu_.*|memory_used_.*|mem_.*|allocator_.*|client_recent_max_.*',
      'connected_clients|connections_received_total|commands_processed_total|net_.*|total_reads_processed',
      'total_writes_processed|db_avg_ttl_seconds|expire_cycle_cpu_time_ms_total|master_last_io_seconds_ago',
      'master_repl_offset|repl_backlog_history_bytes|slave_repl_offset|connected_slave_(lag|offset)_.*|latency_spike_.*',
      'slowlog_.*|last_slow_.*|reply_buffer_.*|exporter_.*|instantaneous_.*',
    ].join('|') +
    ')$',
);

/** Commands that the two of us send. */
const OUR_OWN =
  /cmd":?"?,?"?(info|ping|config|client|latency|slowlog|command|acl|replconf|hello|select|cluster)/;

const ofInfo = ({ missing, differing }: ExporterComparison) => ({ missing, differing });

describe.runIf(hasPrograms)('the names and values of redis_exporter', () => {
  test.each(['primary', 'replica'] as const)('of the same replies of a %s, none differs', async (role) => {
    const comparison = await compareOnSameReplies({ primary, replica }[role].port);
    console.log(`redis_exporter and ours on the ${role}:`, JSON.stringify(comparison, null, 2));
    expect(ofInfo(comparison)).toEqual({ missing: [], differing: [] });
    expect(comparison.compared).toBeGreaterThan(150);
  });

  test.each(['primary', 'replica'] as const)(
    'what is served of a quiet %s differs in nothing that stands still',
    async (role) => {
      const target = `redis://127.0.0.1:${{ primary, replica }[role].port}`;
      await waitUntil('all that is asked now and then is there', async () => {
        const text = await scrape(role);
        return ['redis_commands_total', 'redis_latency_percentiles_usec', 'redis_slowlog_length'].every(
          (name) => text.includes(name),
        );
      });
      let comparison!: ExporterComparison;
      // What an INFO of up to five seconds ago did not know of yet comes with the next one.
      await waitUntil('a poll has seen what the exporter sees', async () => {
        const theirs = await (await fetch(`${exporter.url}/scrape?target=${target}`)).text();
        comparison = compareWithExporter(theirs, await scrape(target), MOVING);
        const rest = (lines: string[]) => lines.filter((line) => !OUR_OWN.test(line));
        comparison = {
          ...comparison,
          missing: rest(comparison.missing),
          differing: rest(comparison.differing),
        };
        return comparison.missing.length === 0 && comparison.differing.length === 0;
      }).catch(() => undefined);
      expect(ofInfo(comparison)).toEqual({ missing: [], differing: [] });
      expect(comparison.compared).toBeGreaterThan(150);
    },
  );
});

describe('/metrics', () => {
  test.runIf(hasPrograms)(
    'promtool reads it, and remarks on nothing but names that redis_exporter chose',
    async () => {
      const text = await (await fetch(`${app.url}/metrics`)).text();
      const { status, remarks } = checkMetrics(text);
      expect(status === 0 || status === 3).toBe(true);
      // Status 3 is remarks of style. Those are of the names themselves, which we may not change.
      const style = /use base unit|should (not )?(have|contain|end|include)|abbreviated units/;
      expect(remarks.filter((line) => !style.test(line))).toEqual([]);
      expect(remarks.map((line) => line.split(' ')[0]!).every((name) => name.startsWith('redis_'))).toBe(
        true,
      );
      // Its own exposition gets them too.
      expect(checkMetrics(await (await fetch(`${exporter.url}/metrics`)).text()).status).toBe(3);
    },
  );

  test('has every node of every instance, told apart by labels of their own, each name once', async () => {
    const response = await fetch(`${app.url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const text = await response.text();
    const { lines } = parseExposition(text);
    expect(lines.filter(({ name }) => name === 'redis_up')).toEqual([
      {
        name: 'redis_up',
        labels: { redis_instance: 'primary', redis_node: `127.0.0.1:${primary.port}` },
        value: 1,
      },
      {
        name: 'redis_up',
        labels: { redis_instance: 'replica', redis_node: `127.0.0.1:${replica.port}` },
        value: 1,
      },
    ]);
    const heads = text.match(/^# TYPE \S+/gm)!;
    expect(new Set(heads).size).toBe(heads.length);
    expect(
      lines.every(({ labels }) => labels.redis_node !== undefined && labels.instance === undefined),
    ).toBe(true);
  });

  test('a scrape asks Redis nothing', async () => {
    const calls = () =>
      ask(primary.port, undefined, async (redis) => {
        const stats = await redis.info('commandstats');
        return ['config|get', 'slowlog|len', 'latency|latest', 'command'].map(
          (name) => new RegExp(`cmdstat_${name.replace('|', '\\|')}:calls=(\\d+)`).exec(stats)?.[1] ?? '0',
        );
      });
    const before = await calls();
    const connections = await ask(
      primary.port,
      undefined,
      async (redis) => (await redis.info('stats')).match(/connections_received:(\d+)/)![1],
    );
    for (let count = 0; count < 200; count += 1) await (await fetch(`${app.url}/metrics`)).text();
    const [received] = await ask(primary.port, undefined, async (redis) => [
      Number((await redis.info('stats')).match(/connections_received:(\d+)/)![1]),
    ]);
    expect(received! - Number(connections)).toBeLessThanOrEqual(2);
    const rise = (await calls()).map((count, index) => Number(count) - Number(before[index]));
    // The collectors go on at their own pace.
    expect(Math.max(...rise)).toBeLessThan(10);
  });

  test('a server that is gone is redis_up 0 and nothing else', async () => {
    const lost = await startRedis();
    const alone = await startApp([{ id: 'lost', url: `redis://127.0.0.1:${lost.port}` }]);
    try {
      await waitUntil('it is up', async () => /^redis_up 1$/m.test(await scrape('lost', alone.url)));
      await lost.stop();
      await waitUntil('it is down', async () => /^redis_up 0$/m.test(await scrape('lost', alone.url)));
      const { lines } = parseExposition(await scrape('lost', alone.url));
      expect(lines.map(({ name }) => name)).toEqual(['redis_exporter_last_scrape_error', 'redis_up']);
      expect(lines[0]).toMatchObject({ labels: { err: 'unreachable' }, value: 1 });
    } finally {
      await alone.stop();
    }
  });
});

describe('who may scrape', () => {
  const status = async (base: string, headers: Record<string, string> = {}) =>
    (await fetch(`${base}/metrics`, { headers, redirect: 'manual' })).status;

  test('this machine, where no token is set', async () => expect(await status(app.url)).toBe(200));

  test.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-for', '10.1.2.3'],
    ['x-forwarded-proto', 'https'],
    ['forwarded', 'for=127.0.0.1'],
    ['x-real-ip', '127.0.0.1'],
    ['via', '1.1 proxy'],
  ])('nobody whose request says %s: %s', async (name, value) => {
    expect(await status(app.url, { [name]: value })).toBe(403);
  });

  test('nobody who claims an address in our own header', async () => {
    expect(await status(app.url, { 'x-hitrate-forwarded': 'false', via: '1.1 proxy' })).toBe(403);
  });

  test('with a token, whoever shows it and nobody else, from wherever', async () => {
    const refused = await fetch(`${guarded.url}/metrics`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await refused.text()).toContain('HITRATE_METRICS_TOKEN');
    expect(await status(guarded.url, { authorization: `Bearer ${TOKEN}x` })).toBe(401);
    expect(await status(guarded.url, { authorization: `Basic ${TOKEN}` })).toBe(401);
    expect(await status(guarded.url, { authorization: `Bearer ${TOKEN}`, via: '1.1 proxy' })).toBe(200);
    const scraped = `${guarded.url}/scrape?target=primary`;
    expect((await fetch(scraped)).status).toBe(401);
    expect((await fetch(scraped, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
  });
});

describe('/scrape', () => {
  test.each([
    ['', 400, 'The parameter target is missing.'],
    ['?target=', 400, 'The parameter target is missing.'],
    ['?target=nobody', 404, 'not configured'],
    ['?target=redis://127.0.0.1:1', 404, 'not configured'],
    ['?target=http://169.254.169.254/', 404, 'not configured'],
    ['?target=%00', 404, 'not configured'],
  ])('%s is refused with %i and a sentence', async (query, status, text) => {
    const response = await fetch(`${app.url}/scrape${query}`);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toContain(text);
  });

  test('knows a node by id, by address and by URL, and adds no labels', async () => {
    for (const target of ['primary', `127.0.0.1:${primary.port}`, `redis://127.0.0.1:${primary.port}`]) {
      const { lines } = parseExposition(await scrape(target));
      expect(lines.find(({ name }) => name === 'redis_up')).toEqual({
        name: 'redis_up',
        labels: {},
        value: 1,
      });
    }
  });
});
