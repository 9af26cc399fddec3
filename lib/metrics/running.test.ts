import { describe, expect, it } from 'vitest';
import { VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import type { Marker } from './markers';
import { runningBy, withRunning } from './running';

const AT = 1_795_219_200_000;
const saving = (seconds: number) =>
  infoOf('redis-7.2.6', { rdb_bgsave_in_progress: 1, rdb_current_bgsave_time_sec: seconds });

describe('what runs', () => {
  it.each(VERSIONS)('is nothing on an idle %s', (version) => {
    expect(runningBy(infoOf(version), AT, [])).toEqual([]);
  });

  it('has begun as long ago as Redis says, whenever it is first seen', () => {
    expect(runningBy(saving(7), AT, [])).toEqual([{ kind: 'save', from: AT - 7_000 }]);
    const rewriting = { aof_rewrite_in_progress: 1, aof_current_rewrite_time_sec: 3 };
    expect(runningBy(infoOf('redis-7.2.6', rewriting), AT, [])).toEqual([
      { kind: 'rewrite', from: AT - 3_000 },
    ]);
  });

  it('keeps its beginning while it goes on: whole seconds would make it move to and fro', () => {
    const first = runningBy(saving(0), AT, []);
    const second = runningBy(saving(0), AT + 990, first);
    expect(second).toEqual(first);
    expect(runningBy(saving(2), AT + 2_010, second)).toEqual(first);
  });

  it('is another one where it has begun anew between two replies', () => {
    const first = runningBy(saving(20), AT, []);
    expect(runningBy(saving(1), AT + 5_000, first)).toEqual([{ kind: 'save', from: AT + 4_000 }]);
  });

  it('is over when Redis says so', () => {
    expect(runningBy(infoOf('redis-7.2.6'), AT, [{ kind: 'save', from: AT - 9_000 }])).toEqual([]);
  });
});

describe('drawn', () => {
  const running = [{ kind: 'save', from: AT, node: 'a' }] as const;
  const saved = (changes: Partial<Marker>): Marker => ({
    ...{ node: 'a', kind: 'save', at: AT + 9_000, from: AT, text: 'Snapshot saved in 9 s' },
    ...changes,
  });

  it('it lasts until the end of the chart, and grows with it', () => {
    for (const to of [AT + 1_000, AT + 5_000])
      expect(withRunning([], running, to)).toEqual([
        { node: 'a', kind: 'save', from: AT, at: to, text: 'Snapshot is being saved' },
      ]);
  });

  it('it is not of a chart that ends before it begins', () => {
    expect(withRunning([], running, AT - 1)).toEqual([]);
  });

  it.each(['save', 'save-failed'] as const)('it is not drawn beside its own end: %s', (kind) => {
    expect(withRunning([saved({ kind })], running, AT + 10_000)).toEqual([saved({ kind })]);
  });

  it.each([
    ['one that ended before', saved({ from: AT - 9_000, at: AT })],
    ['another node’s', saved({ node: 'b' })],
    ['another kind', saved({ kind: 'rewrite' })],
  ])('it stays beside %s', (_, marker) => {
    expect(withRunning([marker], running, AT + 10_000)).toHaveLength(2);
  });
});
