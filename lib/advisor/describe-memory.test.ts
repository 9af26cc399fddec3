import { describe, expect, it } from 'vitest';
import type { Values } from '@/lib/metrics/sample';
import { describeFragmentation, describeLimit } from './describe-memory';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('describeLimit', () => {
  const half = { usedMemoryBytes: 512 * MIB, maxmemoryBytes: GIB };

  it.each([
    ['noeviction', 'Redis refuses writes'],
    ['allkeys-lru', 'Redis evicts the keys that were not used for longest'],
    ['allkeys-lfu', 'Redis evicts the keys that are used least often'],
    ['allkeys-random', 'Redis evicts keys at random'],
    ['volatile-lru', 'Redis evicts the keys with a TTL that were not used for longest'],
    ['volatile-lfu', 'Redis evicts the keys with a TTL that are used least often'],
    ['volatile-random', 'Redis evicts keys with a TTL at random'],
    ['volatile-ttl', 'Redis evicts the keys with the shortest TTL'],
    ['allkeys-lrm', 'the policy allkeys-lrm decides'],
  ])('says what happens under %s when it is full', (policy, then) => {
    expect(plain(describeLimit(half, policy))).toBe(
      `512 MiB of 1 GiB used (50 %). When it is full, ${then}.`,
    );
  });

  it('says nothing of a policy that it does not know of', () => {
    expect(plain(describeLimit(half, null))).toBe('512 MiB of 1 GiB used (50 %).');
  });

  it('names no percentage without a limit, but what ends the growth', () => {
    const unlimited = { usedMemoryBytes: 512 * MIB, maxmemoryBytes: null };
    expect(plain(describeLimit({ ...unlimited, totalSystemMemoryBytes: 16 * GIB }, 'noeviction'))).toBe(
      "512 MiB used of the machine's 16 GiB; maxmemory is not set, so only the system's memory ends its growth.",
    );
    expect(plain(describeLimit(unlimited, 'noeviction'))).toMatch(/^512 MiB used; maxmemory is not set/);
  });

  it('shows what is unknown as unknown', () => {
    expect(plain(describeLimit({ maxmemoryBytes: GIB }, null))).toBe('— of 1 GiB used (—).');
  });
});

describe('describeFragmentation', () => {
  const LARGE: Values = {
    usedMemoryBytes: 4 * GIB,
    allocatorFragmentationFactor: 1.1,
    allocatorFragmentationBytes: 400 * MIB,
    allocatorRssFactor: 1.05,
    allocatorRssBytes: 200 * MIB,
    rssOverheadFactor: 1.01,
    rssOverheadBytes: 150 * MIB,
    fragmentationFactor: 1.2,
    fragmentationBytes: 800 * MIB,
  };
  const rows = (values: Values) => describeFragmentation({ ...LARGE, ...values });

  it('takes the gap apart into its three causes and their sum', () => {
    expect(rows({}).map(({ label, factor, bytes, severity }) => [label, factor, bytes, severity])).toEqual([
      ['Allocator fragmentation', 1.1, 400 * MIB, 'fine'],
      ['Pages kept by the allocator', 1.05, 200 * MIB, 'fine'],
      ['Process overhead', 1.01, 150 * MIB, 'fine'],
      ['All together', 1.2, 800 * MIB, 'fine'],
    ]);
  });

  it.each([
    [1.4, 'fine'],
    [1.41, 'warning'],
    [2, 'warning'],
    [2.01, 'critical'],
  ])('a factor of %d that wastes much is %s', (factor, severity) => {
    const [row] = rows({ allocatorFragmentationFactor: factor, allocatorFragmentationBytes: GIB });
    expect(row?.severity).toBe(severity);
    expect(row?.sentence).toBe('Holes inside pages: activedefrag closes them, a restart too.');
  });

  it('a terrible factor of a few megabytes is not worth a thought', () => {
    const [row] = rows({ allocatorFragmentationFactor: 11, allocatorFragmentationBytes: 7 * MIB });
    expect(row?.severity).toBe('fine');
    expect(plain(row!.sentence)).toMatch(/With 7 MiB not worth a thought\.$/);
  });

  it.each<[string, Values]>([
    ['no factor', { allocatorFragmentationFactor: null }],
    ['no bytes to judge the factor by', { allocatorFragmentationBytes: null }],
    ['neither', { allocatorFragmentationFactor: undefined, allocatorFragmentationBytes: undefined }],
  ])('a version that says %s is unknown, not fine', (_title, values) => {
    expect(rows(values)[0]).toMatchObject({ severity: 'unknown', sentence: 'This version does not say.' });
  });

  it('less in RAM than used is swap, and that is critical', () => {
    const swapped = rows({ fragmentationFactor: 0.6, fragmentationBytes: -1.6 * GIB }).at(-1);
    expect(swapped).toMatchObject({ label: 'All together', severity: 'critical', factor: 0.6 });
    expect(swapped?.sentence).toMatch(/swapped out/);
  });

  it.each<[string, Values]>([
    ['a little less, which measuring at two moments explains', { fragmentationFactor: 0.95 }],
    ['a server that holds next to nothing', { fragmentationFactor: 0.6, usedMemoryBytes: 2 * MIB }],
  ])('%s is no swap', (_title, values) => {
    expect(rows({ fragmentationBytes: -MIB, ...values }).at(-1)?.severity).toBe('fine');
  });
});
