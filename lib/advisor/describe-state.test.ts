import { describe, expect, it } from 'vitest';
import type { Values } from '@/lib/metrics/sample';
import { describeState, type StateFacts } from './describe-state';

const GIB = 1024 ** 3;

const HEALTHY: Values = {
  uptimeSeconds: 273_600,
  commandsPerSecond: 1240,
  hitRatio: 0.972,
  usedMemoryBytes: 412 * 1024 ** 2,
  maxmemoryBytes: GIB,
  connectedClients: 20,
  maxclients: 10_000,
  mainThreadCpuRatio: 0.12,
  saveSucceeded: 1,
  rewriteSucceeded: 1,
};

const facts = (values: Values = {}, rest: Partial<StateFacts> = {}): StateFacts => ({
  state: 'up',
  forSeconds: 60,
  error: null,
  server: 'Redis 7.0.15',
  role: 'primary',
  context: { maxmemoryPolicy: 'noeviction' },
  ...rest,
  values: { ...HEALTHY, ...values },
});

/** The sentence with ordinary blanks: numbers and their units are held together by others. */
const say = (...args: Parameters<typeof facts>) => {
  const { severity, text } = describeState(facts(...args));
  return [severity, text.replaceAll('\u00a0', ' ')];
};

describe('while nothing is wrong', () => {
  it('says what it does', () => {
    expect(say()).toEqual([
      'fine',
      'Redis 7.0.15, up 3 d 4 h, serving 1,240 commands/s; 97.2 % of the lookups hit; 412 MiB of 1 GiB used.',
    ]);
  });

  it('leaves out what it does not know, and says that there is no limit', () => {
    const values = { uptimeSeconds: null, commandsPerSecond: null, hitRatio: null, maxmemoryBytes: null };
    expect(say(values)).toEqual(['fine', 'Redis 7.0.15; 412 MiB used, no limit.']);
    expect(say(values, { server: null })).toEqual(['fine', 'The server; 412 MiB used, no limit.']);
  });

  it('names a replica as one', () => {
    const [severity, text] = say({ primaryLinkUp: 1 }, { role: 'replica' });
    expect(severity).toBe('fine');
    expect(text).toMatch(/^Redis 7\.0\.15 \(replica\), up 3 d 4 h/);
  });

  it('makes short work of large numbers', () => {
    expect(say({ commandsPerSecond: 1_250_000 })[1]).toContain('serving 1.25 M commands/s');
    expect(say({ commandsPerSecond: 0 })[1]).toContain('serving 0 commands/s');
  });
});

describe('a server that cannot be asked', () => {
  it('is critical when it is down, with how long and why', () => {
    const down = { state: 'down', forSeconds: 125, error: 'Connection refused.' } as const;
    expect(say({}, down)).toEqual(['critical', 'Down for 2 min 5 s: Connection refused.']);
    expect(say({}, { ...down, error: null })[1]).toBe('Down for 2 min 5 s: it does not answer.');
  });

  it('is loading, not down, and says how far', () => {
    expect(say({ loadedRatio: 0.423 }, { state: 'loading' })).toEqual([
      'warning',
      'Loading its data from disk, 42.3 % done; it serves no reads until then.',
    ]);
    expect(say({}, { state: 'loading' })[1]).toBe(
      'Loading its data from disk; it serves no reads until then.',
    );
  });

  it('is unknown before the first answer, neither fine nor wrong', () => {
    expect(say({}, { state: 'connecting' })).toEqual(['unknown', 'Connecting for the first time.']);
  });

  it('says nothing of old numbers while it is down', () => {
    expect(say({ saveSucceeded: 0 }, { state: 'down', error: 'Gone.' })[1]).toBe('Down for 1 min: Gone.');
  });
});

const TROUBLES: [string, Values, Partial<StateFacts>, string, RegExp][] = [
  [
    'the link of a replica',
    { primaryLinkUp: 0 },
    { role: 'replica' },
    'critical',
    /^The link to its primary is down/,
  ],
  ['a failed save', { saveSucceeded: 0 }, {}, 'critical', /^The last snapshot failed; .* refuses writes/],
  ['a failed rewrite', { rewriteSucceeded: 0 }, {}, 'critical', /^The last AOF rewrite failed\.$/],
  [
    'memory near its limit',
    { usedMemoryBytes: 0.85 * GIB },
    {},
    'warning',
    /^Memory is at 85 % of its limit; .* \(noeviction\)\.$/,
  ],
  ['memory at its limit', { usedMemoryBytes: 0.97 * GIB }, {}, 'critical', /^Memory is at 97 % of its limit/],
  ['many clients', { connectedClients: 8500 }, {}, 'warning', /^85 % of all client connections are taken\.$/],
  ['too many clients', { connectedClients: 9900 }, {}, 'critical', /^99 % of all client connections/],
  ['a busy main thread', { mainThreadCpuRatio: 0.84 }, {}, 'warning', /^The main thread is 84 % busy\.$/],
  [
    'a saturated main thread',
    { mainThreadCpuRatio: 0.99 },
    {},
    'critical',
    /^The main thread is 99 % busy\.$/,
  ],
];

describe('trouble', () => {
  it.each(TROUBLES)('%s is said first', (_title, values, rest, severity, sentence) => {
    const [told, text] = say(values, rest);
    expect(told).toBe(severity);
    expect(text).toMatch(sentence);
  });

  it('is only trouble where it can be: a primary has no link, a cache may be full, no limit is no share', () => {
    expect(say({ primaryLinkUp: 0 })[0]).toBe('fine');
    expect(say({ usedMemoryBytes: GIB }, { context: { maxmemoryPolicy: 'allkeys-lru' } })[0]).toBe('fine');
    expect(say({ usedMemoryBytes: 900 * GIB, maxmemoryBytes: null })[0]).toBe('fine');
    expect(say({ connectedClients: 9900, maxclients: null })[0]).toBe('fine');
    expect(say({ saveSucceeded: null, rewriteSucceeded: null, mainThreadCpuRatio: null })[0]).toBe('fine');
  });

  it('is told worst first: a critical one hides no more behind a warning', () => {
    for (const [, warned, , severity, sentence] of TROUBLES) {
      if (severity !== 'warning') continue;
      expect(say(warned)[1]).toMatch(sentence);
      expect(say({ ...warned, saveSucceeded: 0 })[1]).toMatch(/^The last snapshot failed/);
      expect(say({ ...warned, saveSucceeded: 0 })[0]).toBe('critical');
    }
    expect(say({ usedMemoryBytes: 0.85 * GIB, mainThreadCpuRatio: 0.99 })).toEqual([
      'critical',
      'The main thread is 99 % busy.',
    ]);
  });

  it('of one rank is told in the order of what it endangers: data before speed', () => {
    const all = { primaryLinkUp: 0, saveSucceeded: 0, usedMemoryBytes: GIB, mainThreadCpuRatio: 1 };
    expect(say(all, { role: 'replica' })[1]).toMatch(/^The link to its primary/);
    expect(say(all)[1]).toMatch(/^The last snapshot failed/);
    expect(say({ ...all, saveSucceeded: 1 })[1]).toMatch(/^Memory is at 100 %/);
  });
});
