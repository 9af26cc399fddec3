import { describe, expect, test } from 'vitest';
import { INFO_ROWS } from '@/lib/prometheus/info-rows';
import { describeMetric } from './catalogue';
import { expressionOf, joinExpressions, quoteLabel, STORED_METRIC_IDS, storedMetric } from './promql';
import { pointsOf } from './promql-points';

const window = { selector: 'instance="a:1"', stepMs: 60_000, scrapeMs: 15_000 };

describe('PromQL of a metric', () => {
  test.each(STORED_METRIC_IDS)('%s is a name that /metrics serves, of the same kind', (id) => {
    const { names, by } = storedMetric(id)!;
    const labelled = /^redis_(commands_.*|db_keys.*|master_link_up)$/;
    const served = new Set(INFO_ROWS.map(({ name }) => name));
    expect(names.filter((name) => !served.has(name) && !labelled.test(name))).toEqual([]);
    expect(describeMetric(id).kind).not.toBe('ratio');
    if (by) expect(names).toHaveLength(1);
  });

  test('a level is the mean of its step, and counts once where two jobs scrape it', () => {
    expect(expressionOf(storedMetric('usedMemoryBytes')!, window, 'mean')).toBe(
      'max(avg_over_time(redis_memory_used_bytes{instance="a:1"}[59999ms]))',
    );
  });

  test('a rate looks back one scrape beyond its step', () => {
    expect(expressionOf(storedMetric('commandsPerSecond')!, window, 'mean')).toBe(
      'max(rate(redis_commands_processed_total{instance="a:1"}[76500ms]))',
    );
  });

  test('the extremes of a rate are those of single scrapes', () => {
    expect(expressionOf(storedMetric('commandsPerSecond')!, window, 'max')).toBe(
      'max(max_over_time(rate(redis_commands_processed_total{instance="a:1"}[31500ms])[59999ms:15000ms]))',
    );
  });

  test('series of one node are added up, in the unit of the catalogue', () => {
    expect(expressionOf(storedMetric('commandMicrosecondsPerSecond')!, window, 'mean')).toBe(
      '1000000 * sum(max by (cmd) (rate(redis_commands_duration_seconds_total{instance="a:1"}[76500ms])))',
    );
  });

  test('several are one question', () => {
    expect(joinExpressions({ 'a:mean': 'x', 'b:mean': 'y' })).toBe(
      'label_replace(x, "hitrate_key", "a:mean", "", "") or label_replace(y, "hitrate_key", "b:mean", "", "")',
    );
  });

  test('a quote in a label ends nothing', () => expect(quoteLabel('a"b\\c')).toBe('a\\"b\\\\c'));
});

describe('points of an answer', () => {
  const grid = { start: 10, end: 80, stepMs: 10, scrapeMs: 10 };
  const at = (...pairs: [number, number][]) => new Map(pairs);

  test('a step without a scrape is left out, a longer silence is one gap', () => {
    const up = at([10, 1], [30, 1], [70, 1], [80, 1]);
    const mean = at([10, 1], [30, 3], [70, 7], [80, 8]);
    expect(pointsOf(grid, up, { mean })).toEqual([
      [10, 1, 1, 1],
      [30, 3, 3, 3],
      [60, null, null, null],
      [70, 7, 7, 7],
      [80, 8, 8, 8],
    ]);
  });

  test('while the server was down nothing is drawn, whatever a rate looks back to', () => {
    expect(pointsOf({ ...grid, end: 20 }, at([10, 1], [20, 0]), { mean: at([10, 1], [20, 2]) })).toEqual([
      [10, 1, 1, 1],
      [20, null, null, null],
    ]);
  });

  test('extremes are those of the step', () => {
    const values = { mean: at([10, 2]), min: at([10, 1]), max: at([10, 5]) };
    expect(pointsOf({ ...grid, end: 10 }, at([10, 1]), values)).toEqual([[10, 2, 1, 5]]);
  });
});
