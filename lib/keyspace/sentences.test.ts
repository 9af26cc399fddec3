import { describe, expect, it } from 'vitest';
import { formatValue } from '@/lib/format';
import type { WireGrowthRow } from './analysis-schema';
import { KeyspaceAnalysis } from './analysis';
import { analysisViewSchema } from './analysis-view-schema';
import { toAnalysisView } from './analysis-view';
import { growthRows } from './growth-rows';
import { describeGrowth, describeKeyspace, type Part } from './sentences';

const MINUTE_MS = 60_000;

/** As the page writes it. */
const read = (parts: readonly Part[]) =>
  parts
    .map((part) =>
      'text' in part
        ? part.text
        : `${part.isEstimate ? '≈' : ''}${part.isChange && part.value > 0 ? '+' : ''}${formatValue(part.value, part.unit)}`,
    )
    .join('')
    .replaceAll('\u00a0', ' ');

function analysisOf(
  keys: readonly [name: string, bytes: number, ttlMs: number][],
  idleSeconds: number | null = null,
) {
  const analysis = new KeyspaceAnalysis();
  for (const [name, bytes, ttlMs] of keys)
    analysis.add(name, 'string', bytes, ttlMs, {
      length: null,
      encoding: null,
      idleSeconds,
      frequency: null,
    });
  return analysis;
}

const many = (prefix: string, count: number, bytes: number, ttlMs: number) =>
  Array.from({ length: count }, (_, index): [string, number, number] => [`${prefix}:${index}`, bytes, ttlMs]);

const KEYS = [
  ...many('session', 600, 1_024, 10 * MINUTE_MS),
  ...many('user', 100, 2_048, -1),
  ...many('cache', 50, 1_024, 60 * MINUTE_MS),
  ['report', 64 * 1_024, -1] as [string, number, number],
];
const whole = (keys: typeof KEYS) =>
  analysisOf(keys).result({ populationKeys: keys.length, isFinished: true });

describe('a result says', () => {
  it('what is there, what dominates, what never expires, what expires within the hour, and what is largest', () => {
    expect(describeKeyspace(whole(KEYS)).map(({ id, parts }) => [id, read(parts)])).toEqual([
      ['total', '914 KiB in 751 keys.'],
      ['dominates', 'session:* is 65.6 % of all memory: 600 KiB in 600 keys.'],
      ['never', '264 KiB never expires: 28.9 % of all memory.'],
      ['withinHour', '65.6 % of all memory expires within the hour.'],
      ['largest', 'The largest key, a string, takes 64 KiB: 7 % of all memory.'],
    ]);
  });

  it('what it speaks of, to be looked at', () => {
    expect(describeKeyspace(whole(KEYS)).find(({ id }) => id === 'dominates')?.path).toEqual([
      'session',
      ':∗',
    ]);
  });

  it('which of its numbers are estimates', () => {
    const sample = analysisOf(KEYS).result({ populationKeys: 7_510, isFinished: false });
    const [total, , never] = describeKeyspace(sample);
    expect(read(total!.parts)).toMatch(/^≈8\.\d+ MiB in 7,510 keys\.$/);
    expect(read(never!.parts)).toMatch(/^≈.* never expires: ≈2\d\.\d % of all memory\.$/);
  });

  it('nothing of shares where no bytes are known, and how many keys never expire', () => {
    const analysis = new KeyspaceAnalysis();
    for (const [name, , ttlMs] of KEYS) analysis.add(name, 'string', null, ttlMs);
    analysis.addNoAccess('x');
    expect(
      describeKeyspace(analysis.result({ populationKeys: 752, isFinished: true })).map(({ parts }) =>
        read(parts),
      ),
    ).toEqual([
      '751 keys; what they take is not known.',
      '101 keys never expire.',
      '79.9 % of all keys expire within the hour.',
      '1 key is there that your user may not read; it is counted in no other number.',
    ]);
  });

  it('how much was not used for a day', () => {
    const idle = analysisOf(KEYS, 100_000).result({ populationKeys: KEYS.length, isFinished: true });
    expect(describeKeyspace(idle).map(({ parts }) => read(parts))).toContain(
      '100 % of the memory looked at was not used for a day.',
    );
  });

  it('that nothing is there, and before the first key only how many there are', () => {
    const none = new KeyspaceAnalysis();
    expect(
      describeKeyspace(none.result({ populationKeys: 0, isFinished: true })).map(({ id }) => id),
    ).toEqual(['empty']);
    expect(
      describeKeyspace(none.result({ populationKeys: 9, isFinished: false })).map(({ id }) => id),
    ).toEqual(['total']);
  });
});

describe('growth', () => {
  const grown = (before: typeof KEYS, after: typeof KEYS) => {
    const { growth, isEstimate } = growthRows(whole(before), whole(after));
    const sentence = describeGrowth(growth, 'Monday', isEstimate);
    return sentence && [read(sentence.parts), sentence.prefix];
  };

  it.each([
    [
      'grew',
      KEYS,
      [...KEYS, ...many('session2', 0, 1, -1), ...many('new', 2_048, 1_024, -1)],
      ['new:* +2 MiB since Monday, all of it new.', 'new/:{id}'],
    ],
    [
      'shrank',
      KEYS,
      KEYS.filter(([name]) => !name.startsWith('session')),
      ['session:* -600 KiB since Monday; nothing of it is left.', 'session/:{id}'],
    ],
    ['stayed', KEYS, KEYS, null],
  ])('names what %s', (_, before, after, expected) => expect(grown(before, after)).toEqual(expected));

  it('names the prefix furthest down with nearly all of it', () => {
    const before = [...many('app:session', 10, 1_024, -1), ...many('app:cart', 10, 1_024, -1)];
    const cart = many('app:cart', 20, 1_024, -1);
    expect(grown(before, [...many('app:session', 500, 1_024, -1), ...cart])).toEqual([
      'app:session:* +490 KiB since Monday.',
      'app/:session/:{id}',
    ]);
    expect(grown(before, [...many('app:session', 20, 1_024, -1), ...cart])).toEqual([
      'app:* +20 KiB since Monday.',
      'app',
    ]);
  });

  it('is told in keys where no bytes changed, as an estimate where it is one, and of what is sure', () => {
    const row = (keys: number, bytes: number): WireGrowthRow => ({
      ...{ path: 'user', label: 'user', name: 'user:*', unsure: { keys: 0, bytes: 0 } },
      ...{ before: { keys: 100, bytes: 1 }, after: { keys: 100 + keys, bytes: 1 + bytes } },
      growth: { keys, bytes },
    });
    const unseen = { ...row(100, 9_000), path: 'x', name: 'x:*', unsure: { keys: 90, bytes: 8_000 } };
    expect(read(describeGrowth([unseen, row(5, 2_048)], '10:20', true)!.parts)).toContain('user:*');
    expect(read(describeGrowth([row(-5, 0)], '10:20', false)!.parts)).toBe('user:* -5 keys since 10:20.');
    expect(read(describeGrowth([row(5, 2_048)], '10:20', true)!.parts)).toBe('user:* ≈+2 KiB since 10:20.');
  });
});

describe('what leaves the server', () => {
  it.each([[[]], [['session']], [['session', ':∗']], [['nobody']]])(
    'of %j is what the schema says',
    (path) => {
      const result = analysisOf([...KEYS, ['\xff:1', 10, -1]]).result({
        populationKeys: 5_000,
        isFinished: false,
      });
      const view = toAnalysisView(result, path);
      expect(analysisViewSchema.parse(JSON.parse(JSON.stringify(view)))).toEqual(
        JSON.parse(JSON.stringify(view)),
      );
      expect(view.prefix === null).toBe(path[0] === 'nobody');
    },
  );

  it('is two levels of prefixes, each to be looked at and searched for', () => {
    const { prefix } = toAnalysisView(whole(KEYS), ['session']);
    expect(prefix).toMatchObject({
      path: 'session',
      trail: [{ path: '' }, { path: 'session', label: 'session' }],
      of: { keys: 600, label: 'session', glob: 'session:*' },
      rows: [{ path: 'session/:{id}', label: 'session:{id}', glob: 'session:*', kind: 'prefix', parts: [] }],
      more: { rows: 0 },
    });
  });

  it('adds up more rows than it names', () => {
    const words = Array.from({ length: 26 * 26 }, (_, index) =>
      String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26)),
    );
    const { prefix } = toAnalysisView(whole(words.map((word) => [word, 100, -1])), []);
    expect(prefix!.rows).toHaveLength(300);
    expect(prefix!.more.rows).toBe(376);
    expect(prefix!.more.bytesShare).toBeCloseTo(376 / 676);
  });
});
