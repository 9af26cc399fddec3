import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatValue } from '@/lib/format';
import type { MetricId } from '@/lib/metrics/catalogue';
import { toSample } from '@/lib/metrics/sample';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import type { Version } from '@/lib/redis/fixtures/load-fixture';
import { SCENARIOS } from '@/testing/rule-scenarios';
import { defaultLevels, judgeRules } from './judge-rules';
import type { ClientsSeen } from './clients-seen';
import type { Facts, FoundSeverity, Rule, Verdict, Window } from './rule';
import { findRule, RULES } from './rules';

const GIB = 1024 ** 3;
const NOW = 1_795_000_000_000;

interface Given {
  version?: Version;
  /** Fields of the recorded INFO that are otherwise. */
  info?: Record<string, string | number | null>;
  /** What metrics were over any span; what is missing was steady at its present value, or 0. */
  over?: Partial<Record<MetricId, Partial<Window>>>;
  before?: Partial<Record<MetricId, Partial<Window>>>;
  facts?: Partial<Facts>;
}

const STEADY: Window = { mean: 0, min: 0, max: 0, increase: 0, changes: 0, known: 1 };
const CLIENTS: ClientsSeen = { asking: 12, unused: 2, mostOf: { who: 'api', count: 2 }, monitors: [] };

/** Facts made of a recorded reply. */
function factsOf({ version = 'redis-7.2.6', info: changes, over = {}, before = {}, facts }: Given): Facts {
  const info = infoOf(version, changes);
  const { values } = toSample(
    'info',
    { info, serverTimeMs: NOW, commandTotals: null, slowlogTotal: null, latency: null, roundTripUs: null },
    { runId: 'a', role: 'master' },
    { hits: 0, misses: 0 },
    null,
  );
  const steady = (metric: MetricId): Window => {
    const value = values[metric] ?? 0;
    return { ...STEADY, mean: value, min: value, max: value };
  };
  return {
    now: NOW,
    node: '10.0.0.1:6379',
    state: 'up',
    since: NOW - 125_000,
    error: null,
    answeredAt: NOW - 1_000,
    outages: [],
    roleChangedAt: null,
    info,
    values,
    config: new Map(),
    whyNoConfig: { because: 'nobody asked' },
    clients: CLIENTS,
    spikes: [],
    collector: 'collector',
    passwordless: null,
    local: true,
    over: (metric) => ({ ...steady(metric), ...over[metric] }),
    before: (metric) => ({ ...steady(metric), ...before[metric] }),
    ...facts,
  };
}

function judge(id: string, given: Given, was: FoundSeverity | null = null): Verdict {
  const rule = findRule(id)!;
  return judgeRules([rule], factsOf(given), defaultLevels, () => was)[0]!.verdict;
}

/** With ordinary blanks: numbers and their units are held together by others. */
const said = (verdict: Verdict) =>
  verdict.kind === 'found'
    ? `${verdict.severity}: ${verdict.sentence.replace(/[\u00a0\u202f]/g, ' ')}`
    : verdict.kind;

const used = { used_memory: 4 * GIB, used_memory_rss: 4.2 * GIB, used_memory_peak: 4 * GIB };

/** What cannot be brought about on a server of a test within seconds. */
const FIRED: Record<string, [Given, RegExp]> = {
  'availability.down': [
    {
      facts: {
        state: 'down',
        error: { code: 'UNREACHABLE', message: 'Connection refused.', remedy: 'Start it.' },
      },
    },
    /^critical: Down for 2 min 5 s: Connection refused\.$/,
  ],
  'availability.loading': [
    {
      info: { loading: 1, loading_loaded_perc: '42.30', loading_eta_seconds: 80 },
      facts: { state: 'loading' },
    },
    /^warning: Loading its data from disk for 2 min 5 s, 42\.3 % done, about 1 min 20 s to go; it serves no reads until then\.$/,
  ],
  'availability.no-data': [
    { facts: { answeredAt: NOW - 20_000 } },
    /^warning: Its newest reply is 20 s old, and so is everything that is shown here\.$/,
  ],
  'availability.unstable': [
    { facts: { outages: [NOW - 3_000_000, NOW - 500_000, NOW - 200_000, NOW - 90_000] } },
    /^warning: It was lost 3 times in the last 10 minutes, and answers again/,
  ],
  'memory.near-system': [
    { info: { ...used, total_system_memory: 5 * GIB } },
    /^warning: The process takes 84 % of the machine's memory, 4\.2 GiB of 5 GiB/,
  ],
  'memory.predicted-full': [
    {
      info: { ...used, maxmemory: 5 * GIB, maxmemory_policy: 'noeviction' },
      over: { usedMemoryBytes: { mean: 3.95 * GIB, increase: 0.1 * GIB } },
      before: { usedMemoryBytes: { mean: 3.9 * GIB } },
    },
    /^critical: Memory grows by 117 KiB\/s and will be full in 2 h \d+ min/,
  ],
  'memory.over-limit': [
    { info: { maxmemory: GIB }, over: { overLimitRatio: { mean: 0.25 } } },
    /^warning: Memory was over its limit for 25 % of the last 5 minutes/,
  ],
  'memory.lazyfree-backlog': [
    { info: { lazyfree_pending_objects: 200_000 } },
    /^warning: At least 200,000 objects have waited to be freed/,
  ],
  'memory.fragmentation': [
    { info: { ...used, allocator_frag_ratio: '1.55', allocator_frag_bytes: 2 * GIB } },
    /^warning: Fragmentation is 1\.55× over the last 15 minutes: 2 GiB are holes/,
  ],
  'memory.swapped': [
    { info: { ...used, used_memory_rss: 2 * GIB } },
    /^critical: Only 2 GiB of the 4 GiB used are in memory: about 2 GiB are swapped out/,
  ],
  'memory.kept-pages': [
    { info: { ...used, allocator_rss_ratio: '1.40', allocator_rss_bytes: GIB } },
    /^advice: Free pages that the allocator has not given back to the system: 1 GiB \(1\.40×\)\.$/,
  ],
  'memory.process-overhead': [
    { info: { ...used, rss_overhead_ratio: '1.20', rss_overhead_bytes: GIB } },
    /^advice: Memory that the process needs besides its data: 1 GiB \(1\.20×\)\.$/,
  ],
  'clients.output-limit': [
    {
      version: 'redis-8.0.6',
      over: { outputLimitKillsPerSecond: { increase: 3 } },
      facts: { values: { outputLimitKillsPerSecond: 0 } },
    },
    /^warning: 3 clients were closed in the last 10 minutes/,
  ],
  'clients.gone': [
    { over: { connectedClients: { mean: 4 } }, before: { connectedClients: { mean: 120 } } },
    /^warning: Only 4 clients are connected, 120 in the half hour before: an application has left/,
  ],
  'clients.unused': [
    { facts: { clients: { ...CLIENTS, asking: 90, unused: 72, mostOf: { who: 'reports', count: 60 } } } },
    /^advice: 72 of 90 connections \(80 %\) have asked for nothing for an hour; 60 of them are of reports\.$/,
  ],
  'latency.main-thread': [
    { over: { mainThreadCpuRatio: { mean: 0.84, max: 0.99 } } },
    /^warning: The main thread was 84 % busy in the last 5 minutes, 99 % at most/,
  ],
  'latency.event-loop': [
    { over: { eventLoopBusyRatio: { mean: 0.97 } }, facts: { values: { eventLoopBusyRatio: 0.9 } } },
    /^critical: The event loop worked 97 % of the last 5 minutes/,
  ],
  'latency.fork': [
    { info: { ...used, latest_fork_usec: 620_000 } },
    /^warning: The last fork took 620 ms, 148 ms for a GiB; for that long nobody was served\.$/,
  ],
  'latency.expiry': [
    { over: { expireTimeCapsPerSecond: { increase: 40 } } },
    /^advice: Removing expired keys ran out of its time 40 times/,
  ],
  'persistence.save-slow': [
    { info: { rdb_bgsave_in_progress: 1, rdb_current_bgsave_time_sec: 700 } },
    /^warning: A snapshot is running for 11 min 40 s/,
  ],
  'persistence.copy-on-write': [
    { info: { ...used, rdb_last_cow_size: 3 * GIB } },
    /^warning: The last snapshot or rewrite copied 3 GiB, 75 % of the used memory/,
  ],
  'persistence.aof-write-failed': [
    { info: { aof_enabled: 1, aof_last_write_status: 'err' } },
    /^critical: The last write to the append-only file failed/,
  ],
  'persistence.fsync-delayed': [
    { info: { aof_enabled: 1 }, over: { aofDelayedFsyncsPerSecond: { increase: 7 } } },
    /^warning: The disk was too slow for the append-only file 7 times/,
  ],
  'replication.flapping': [
    { info: { connected_slaves: 1 }, over: { connectedReplicas: { changes: 6 } } },
    /^warning: Replicas were lost or found 6 times in the last 10 minutes\.$/,
  ],
  'replication.partial-refused': [
    { info: { connected_slaves: 1 }, over: { refusedPartialSyncsPerSecond: { increase: 2 } } },
    /^warning: 2 times in the last hour a replica came back too late/,
  ],
  'replication.buffers': [
    { info: { connected_slaves: 1, mem_clients_slaves: 200 * 1024 ** 2 } },
    /^warning: 200 MiB wait to be sent to replicas, 78\.1 % of the default limit of 256 MiB/,
  ],
  'security.certificate': [
    { info: { tls_server_cert_expires_in_seconds: 3 * 86_400 } },
    /^critical: The server’s certificate runs out in 3 d/,
  ],
};

describe('from recorded replies', () => {
  it.each(Object.entries(FIRED))('%s fires', (id, [given, sentence]) => {
    expect(said(judge(id, given))).toMatch(sentence);
  });

  it.each(Object.entries(FIRED))('%s is silent on the reply as it was recorded', (id, [{ version }]) => {
    expect(judge(id, { version }).kind).not.toBe('found');
  });
});

/** Fired by tests of their own. */
const APART = ['clients.rising'];

it('every rule is fired by a test, on a real server or by a recorded reply', () => {
  const tested = [...Object.keys(SCENARIOS), ...Object.keys(FIRED), ...APART].sort();
  expect(tested).toEqual(RULES.map(({ id }) => id).sort());
});

describe('every rule', () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s is complete, and begins with its area',
    (id, rule) => {
      expect(id.split('.')[0]).toBe(rule.area);
      expect(rule.title).toMatch(/^[A-Z]/);
      expect(rule.condition).toMatch(/\.$/);
      expect(rule.reference).not.toBe('');
      for (const { warning, critical } of Object.values(rule.thresholds))
        expect(warning ?? critical).not.toBeNull();
    },
  );

  it('has an id of its own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it.each([
    'redis-5.0.14',
    'redis-6.2.16',
    'redis-7.0.15',
    'redis-7.2.6',
    'redis-8.0.6',
    'valkey-8.1.1',
  ] as const)(
    'has nothing yellow to say of a healthy %s, and never fails on what it does not tell',
    (version) => {
      const judged = judgeRules(RULES, factsOf({ version }), defaultLevels, () => null);
      for (const { rule, verdict } of judged) {
        if (verdict.kind === 'found') expect(verdict.severity, rule).toBe('advice');
        if (verdict.kind === 'unchecked') expect(verdict.because, rule).not.toMatch(/failed/);
        if (verdict.kind === 'fine') expect(verdict.sentence, rule).toMatch(/^[A-Z0-9].*\.$/);
      }
    },
  );

  it('is not checked while the node does not answer, but for its availability', () => {
    const down = factsOf({ facts: { state: 'down' } });
    for (const { rule, verdict } of judgeRules(RULES, down, defaultLevels, () => null))
      if (rule !== 'availability.down')
        expect(verdict, rule).toEqual({ kind: 'unchecked', because: 'it does not answer' });
  });

  it('says that it was not watched for long enough rather than that all is well', () => {
    const young = factsOf({ facts: { over: () => null, before: () => null } });
    const verdicts = new Map(
      judgeRules(RULES, young, defaultLevels, () => null).map((each) => [each.rule, each.verdict.kind]),
    );
    for (const id of [
      'latency.main-thread',
      'latency.hit-rate',
      'memory.oom-errors',
      'clients.rejected',
      'security.wrong-passwords',
    ])
      expect(verdicts.get(id), id).toBe('unchecked');
  });
});

describe('clients that only rise', () => {
  /** The hour's quarters, oldest first, as [min, max]. */
  const rising = (...quarters: [number, number][]) =>
    said(
      judge('clients.rising', {
        facts: {
          over: () => ({ ...STEADY, min: quarters[3]![0], max: quarters[3]![1] }),
          before: (_, secondsAgo) => {
            const [min, max] = quarters[3 - secondsAgo / 900]!;
            return { ...STEADY, min, max };
          },
        },
      }),
    );

  it('are found where no quarter of an hour falls below the one before', () => {
    expect(rising([10, 14], [14, 20], [20, 26], [26, 33])).toMatch(
      /^warning: The number of clients only rises: from 10 to 33 within an hour\./,
    );
  });

  it('are not, where some were closed, a few came, or a deployment brought them at once', () => {
    expect(rising([10, 14], [14, 20], [18, 26], [26, 33])).toBe('fine');
    expect(rising([100, 104], [104, 108], [108, 112], [112, 125])).toBe('fine');
    expect(rising([10, 10], [10, 40], [40, 40], [40, 40])).toBe('fine');
  });
});

describe('the latency monitor', () => {
  const at = Number(infoOf('redis-7.2.6').fields.server_time_usec) / 1e6;
  const spike = (event: string, lastMs: number, secondsAgo: number) => ({
    ...{ event, lastMs, maxMs: lastMs },
    at: Math.floor(at) - secondsAgo,
  });

  it('is quoted with the worst of what it has noted lately', () => {
    const spikes = [spike('command', 120, 60), spike('fork', 640, 120), spike('aof-write', 9_000, 7_200)];
    expect(said(judge('latency.spikes', { facts: { spikes } }))).toMatch(
      /^warning: A fork for a snapshot or a rewrite held the server up for 640 ms, 2 min.* ago, and nobody was served meanwhile; it was the longest of 2 kinds/,
    );
  });

  it('that is off has seen nothing, which is not the same as fine', () => {
    const off = new Map([['latency-monitor-threshold', '0']]);
    expect(judge('latency.spikes', { facts: { config: off } })).toMatchObject({
      kind: 'unchecked',
      because: 'the latency monitor is off',
    });
    const on = new Map([['latency-monitor-threshold', '100']]);
    expect(judge('latency.spikes', { facts: { config: on } }).kind).toBe('fine');
  });
});

describe('who is connected', () => {
  it('is not known where CLIENT LIST is refused, with the grant in its place', () => {
    const clients = { because: 'the user may not', line: 'ACL SETUSER collector +client|list' };
    for (const id of ['clients.unused', 'clients.monitor'])
      expect(judge(id, { facts: { clients } })).toEqual({ kind: 'unchecked', ...clients });
  });
});

describe('what a counter rose by', () => {
  const refused = (increase: number, known: number) =>
    judge('memory.oom-errors', { over: { oomErrorsPerSecond: { increase, known } } }).kind;

  it('counts at once, and its silence only after it was watched for long enough', () => {
    expect(refused(1, 0.05)).toBe('found');
    expect(refused(0, 0.05)).toBe('unchecked');
    expect(refused(0, 0.9)).toBe('fine');
  });
});

describe('a value that trembles around its level', () => {
  const at = (share: number, was: FoundSeverity | null) =>
    judge(
      'clients.near-limit',
      { info: { connected_clients: Math.round(share * 10_000), maxclients: 10_000 } },
      was,
    );

  it('fires at the level, and stays until it is clearly below it', () => {
    expect(at(0.79, null).kind).toBe('fine');
    expect(at(0.8, null)).toMatchObject({ kind: 'found', severity: 'warning' });
    expect(at(0.79, 'warning')).toMatchObject({ kind: 'found', severity: 'warning' });
    expect(at(0.71, 'warning').kind).toBe('fine');
  });

  it('leaves critical for warning the same way, and thresholds can be switched off', () => {
    expect(at(0.9, 'critical')).toMatchObject({ severity: 'critical' });
    expect(at(0.85, 'critical')).toMatchObject({ severity: 'warning' });
    const rule = findRule('clients.near-limit')!;
    const facts = factsOf({ info: { connected_clients: 9_999, maxclients: 10_000 } });
    const off = { share: { warning: null, critical: null } };
    expect(
      judgeRules(
        [rule],
        facts,
        () => off,
        () => null,
      )[0]!.verdict.kind,
    ).toBe('fine');
  });
});

describe('the table of rules in the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  it('has every rule with what fires it, its default, and whether a real server fires it in the tests', () => {
    const table = RULES.map((rule) => {
      const cells = [
        `\`${rule.id}\``,
        rule.condition.replace(/\.$/, ''),
        defaultsOf(rule),
        rule.id in SCENARIOS ? 'real server' : 'recorded reply',
      ];
      return `| ${cells.join(' | ')} |`;
    });
    const head = ['| Rule | Fires when | Default | Fired in the tests by |', '| --- | --- | --- | --- |'];
    const written = readme
      .slice(readme.indexOf('<!-- rules -->') + 14, readme.indexOf('<!-- /rules -->'))
      .split('\n')
      .filter((line) => line.startsWith('|'))
      // The table is aligned by the formatter.
      .map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'));
    expect(written).toEqual([...head, ...table].map((line) => line.replace(/[\u00a0\u202f]/g, ' ')));
  });
});

/** `80 % warning, 90 % critical`. */
function defaultsOf({ thresholds }: Rule): string {
  const levels = Object.values(thresholds).flatMap(({ unit, warning, critical }) =>
    (
      [
        ['warning', warning],
        ['critical', critical],
      ] as const
    ).flatMap(([word, level]) =>
      level === null ? [] : `${level === 0 ? 'any' : formatValue(level, unit)} ${word}`,
    ),
  );
  return levels.join(', ') || '—';
}
