import { describe, expect, it } from 'vitest';
import type { PersistenceResponse } from '@/lib/schemas/persistence';
import { describeAof, describeSavePoints, describeSnapshots } from './describe-persistence';

const NOW = 1_795_219_490_000;
const HOUR = 3_600_000;

type Rdb = PersistenceResponse['rdb'];
type Aof = PersistenceResponse['aof'];

const RDB: Rdb = {
  savedAt: NOW - HOUR,
  changesSinceSave: 12_480,
  inProgress: false,
  currentSeconds: null,
  progress: null,
  lastSucceeded: true,
  lastSeconds: 2,
  lastCopyOnWriteBytes: 3 * 1024 ** 2,
  savePoints: '3600 1',
};
const AOF: Aof = {
  enabled: false,
  rewriteInProgress: false,
  rewriteScheduled: false,
  currentSeconds: null,
  lastRewriteSucceeded: true,
  lastRewriteSeconds: null,
  lastWriteSucceeded: true,
  lastCopyOnWriteBytes: null,
  sizeBytes: null,
  baseSizeBytes: null,
  pendingFsyncs: null,
  delayedFsyncs: null,
  appendfsync: null,
};

const facts = (rdb: Partial<Rdb>, aof: Partial<Aof>): PersistenceResponse => ({
  node: 'a:6379',
  at: NOW,
  rdb: { ...RDB, ...rdb },
  aof: { ...AOF, ...aof },
  lastForkUs: null,
  loading: false,
  refused: {},
});

const said = (sentences: { severity: string; text: string }[]) =>
  sentences.map(({ severity, text }) => `${severity}: ${text.replaceAll('\u00a0', ' ')}`);
const snapshots = (rdb: Partial<Rdb> = {}, aof: Partial<Aof> = {}) =>
  said(describeSnapshots(facts(rdb, aof), NOW));
const appendOnly = (aof: Partial<Aof>) => said(describeAof(facts({}, { enabled: true, ...aof })));

describe('describeSnapshots', () => {
  it('says when, how long, and when again', () => {
    expect(snapshots()).toEqual([
      'fine: The last snapshot was 1 h ago; 12,480 changes have come since.',
      'fine: It took 2 s and copied 3 MiB of memory.',
      'fine: Redis saves by itself after 1 h if 1 key changed.',
    ]);
  });

  it.each<[string, Partial<Rdb>, Partial<Aof>, string]>([
    ['old, with changes', { savedAt: NOW - 49 * HOUR }, {}, 'critical'],
    ['old, with one change', { savedAt: NOW - 49 * HOUR, changesSinceSave: 1 }, {}, 'critical'],
    ['old, but the AOF has the changes', { savedAt: NOW - 49 * HOUR }, { enabled: true }, 'fine'],
    ['old, but nothing has changed', { savedAt: NOW - 49 * HOUR, changesSinceSave: 0 }, {}, 'fine'],
    [
      'old, and whether anything changed is unknown',
      { savedAt: NOW - 49 * HOUR, changesSinceSave: null },
      {},
      'fine',
    ],
    ['of yesterday', { savedAt: NOW - 47 * HOUR }, {}, 'fine'],
  ])('a snapshot that is %s is %s', (_title, rdb, aof, severity) => {
    expect(snapshots(rdb, aof)[0]).toMatch(new RegExp(`^${severity}: The last snapshot was`));
  });

  it.each([
    [0, 'The last snapshot was 1 h ago; 0 changes have come since.'],
    [1, 'The last snapshot was 1 h ago; 1 change has come since.'],
    [null, 'The last snapshot was 1 h ago.'],
  ])('%s changes: an unknown number is not said to be 0', (changesSinceSave, text) => {
    expect(snapshots({ changesSinceSave })[0]).toBe(`fine: ${text}`);
  });

  it('a failed one is critical, whatever the one before it took', () => {
    const sentences = snapshots({ lastSucceeded: false });
    expect(sentences[1]).toMatch(/^critical: The last attempt failed\..*MISCONF/);
    expect(sentences.join()).not.toContain('It took');
  });

  it('a running one comes first, with its progress where the version tells it', () => {
    expect(snapshots({ inProgress: true, currentSeconds: 65, progress: 0.4 })[0]).toBe(
      'fine: A snapshot is running for 1 min 5 s, 40 % of the keys done.',
    );
    expect(snapshots({ inProgress: true, currentSeconds: 3 })[0]).toBe(
      'fine: A snapshot is running for 3 s.',
    );
  });

  it('warns where nothing is persisted by itself, and only there', () => {
    const warning = /^warning: Nothing is persisted by itself/;
    expect(snapshots({ savePoints: '' }, { enabled: false }).at(-1)).toMatch(warning);
    expect(snapshots({ savePoints: '' }, { enabled: true }).join()).not.toMatch(/Nothing is persisted/);
    expect(snapshots({ savePoints: null }, { enabled: false }).join()).not.toMatch(/Nothing is persisted/);
  });

  it('says nothing of what the server does not tell', () => {
    const nothing = { savedAt: null, lastSucceeded: null, lastSeconds: null, savePoints: null };
    expect(snapshots(nothing)).toEqual([]);
  });
});

describe('describeSavePoints', () => {
  it.each([
    ['', 'Redis saves no snapshot by itself (save "").'],
    ['   ', 'Redis saves no snapshot by itself (save "").'],
    ['3600 1', 'Redis saves by itself after 1 h if 1 key changed.'],
    [
      '3600 1 300 100 60 10000',
      'Redis saves by itself after 1 h if 1 key changed, after 5 min if 100 keys changed, after 1 min if 10,000 keys changed.',
    ],
    ['900 1 300', 'Redis saves by itself after 15 min if 1 key changed.'],
  ])('%j', (save, text) => expect(describeSavePoints(save)).toBe(text));
});

describe('describeAof', () => {
  it('is silent where the server does not say, and short where it is off', () => {
    expect(appendOnly({ enabled: null })).toEqual([]);
    expect(appendOnly({ enabled: false, sizeBytes: 5 })).toEqual(['fine: The append-only file is off.']);
  });

  it.each<[string, Partial<Aof>, RegExp | string]>([
    ['everysec', { appendfsync: 'everysec' }, /^fine: At most a second of writes can be lost/],
    ['always', { appendfsync: 'always' }, /^fine: Every write is on the disk before it is answered/],
    ['no', { appendfsync: 'no' }, /^fine: The system decides .* half a minute can be lost/],
    [
      'a running rewrite',
      { rewriteInProgress: true, currentSeconds: 5 },
      'fine: A rewrite is running for 5 s.',
    ],
    ['a scheduled rewrite', { rewriteScheduled: true }, /^fine: A rewrite begins as soon as the snapshot/],
    ['a failed write', { lastWriteSucceeded: false }, /^critical: The last write to the file failed/],
    [
      'a failed rewrite',
      { lastRewriteSucceeded: false, lastRewriteSeconds: 9 },
      'critical: The last rewrite failed.',
    ],
    ['a rewrite', { lastRewriteSeconds: 0 }, 'fine: The last rewrite took under 1 s.'],
    ['its size', { sizeBytes: 1024 ** 2 }, 'fine: It has 1 MiB.'],
    ['an empty base', { sizeBytes: 1024 ** 2, baseSizeBytes: 0 }, 'fine: It has 1 MiB.'],
    [
      'its growth',
      { sizeBytes: 3 * 1024 ** 2, baseSizeBytes: 2 * 1024 ** 2 },
      'fine: It has 3 MiB (50 % over its size after the last rewrite).',
    ],
    ['a slow disk', { delayedFsyncs: 12 }, /^warning: Writing to the disk was late 12 times since the start/],
  ])('%s', (_title, aof, expected) => {
    const sentences = appendOnly(aof);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(expected);
  });

  it('says nothing of an unknown setting, and nothing of a disk that was never late', () => {
    expect(appendOnly({ appendfsync: 'sometimes', delayedFsyncs: 0 })).toEqual([]);
  });
});
