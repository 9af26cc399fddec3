import { describe, expect, it } from 'vitest';
import { describeMetric, isMetricId, METRIC_IDS, metricsOf, type MetricId, type Source } from './catalogue';

describe('the catalogue', () => {
  it.each(METRIC_IDS)('%s ends with its unit, has a label and a rule for several nodes', (id) => {
    const { label, across, unit } = describeMetric(id);
    expect(label).toMatch(/^[A-Z]/);
    expect(['sum', 'max', 'min', null]).toContain(across);
    if (unit === 'bytes') expect(id).toMatch(/Bytes$/);
    if (unit === 'ratio') expect(id).toMatch(/Ratio$/);
    if (unit === 'factor') expect(id).toMatch(/Factor$/);
    if (unit === 'bytesPerSecond') expect(id).toMatch(/BytesPerSecond$/);
  });

  it('makes ratios of counters of the same reading only: else they would be of different intervals', () => {
    for (const id of METRIC_IDS) {
      const metric = describeMetric(id);
      if (metric.kind !== 'ratio') continue;
      for (const part of [...metric.numerator, ...metric.denominator] as MetricId[]) {
        expect(describeMetric(part), `${id}: ${part}`).toMatchObject({
          kind: 'counter',
          source: metric.source,
        });
      }
    }
  });
});

describe('words from a URL', () => {
  it.each(METRIC_IDS)('%s is a metric', (id) => expect(isMetricId(id)).toBe(true));
  it.each(['', 'used_memory', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    '%j is none',
    (word) => expect(isMetricId(word)).toBe(false),
  );
});

it('every metric comes from one source, and every source brings some', () => {
  const sources: Source[] = ['info', 'commands', 'latency', 'slowlog'];
  const all = sources.map(metricsOf);
  for (const metrics of all) expect(metrics.length).toBeGreaterThan(0);
  expect(all.flat().sort()).toEqual([...METRIC_IDS].sort());
});
