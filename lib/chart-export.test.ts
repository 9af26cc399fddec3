import { describe, expect, it } from 'vitest';
import { chartCsv, chartFileName, chartJson, type ExportedChart } from './chart-export';

const from = Date.parse('2026-11-22T03:00:00Z');
const at = (seconds: number) => from + seconds * 1_000;
const CHART: ExportedChart = {
  instance: 'shop',
  title: 'Commands by type',
  unit: 'perSecond',
  from,
  to: at(30),
  series: [
    {
      id: 'reads',
      label: 'Reads',
      points: [
        [at(-10), 1, 1, 1],
        [at(10), 5, 2, 9],
        [at(20), null, null, null],
        [at(30), 7, 7, 7],
      ],
      previous: [[at(10), 4, 4, 4]],
    },
    { id: 'writes', label: '=Writes', points: [[at(20), 3, 3, 3]] },
  ],
  markers: [
    { node: 'a:1', at: at(20), from: at(18), kind: 'save', text: 'Snapshot saved in 2 s' },
    { node: 'a:1', at: at(99), kind: 'restart', text: 'Restarted' },
  ],
  absences: [{ kind: 'down', from: at(15), to: at(20) }],
};

it('the file says whose chart it is and of when', () => {
  expect(chartFileName(CHART)).toBe('shop_commands-by-type_2026-11-22T030000Z_2026-11-22T030030Z');
  expect(chartFileName({ ...CHART, title: 'Latency (p99)' })).toContain('_latency-p99_');
});

describe('CSV', () => {
  const [header, ...rows] = chartCsv(CHART).trimEnd().split('\r\n');

  it('names series and unit, with spread and comparison only where there are any', () => {
    expect(header).toBe(
      "time,Reads [perSecond],Reads min [perSecond],Reads max [perSecond],Reads before [perSecond],'=Writes [perSecond]",
    );
  });

  it('has a row for each moment that is drawn, in ISO; a gap is an empty cell', () => {
    expect(rows).toEqual([
      '2026-11-22T03:00:10.000Z,5,2,9,4,',
      '2026-11-22T03:00:20.000Z,,,,,3',
      '2026-11-22T03:00:30.000Z,7,7,7,,',
    ]);
  });
});

it('JSON holds the same, and what happened meanwhile', () => {
  const json = JSON.parse(chartJson(CHART));
  expect(json).toMatchObject({
    instance: 'shop',
    chart: 'Commands by type',
    unit: 'perSecond',
    from: '2026-11-22T03:00:00.000Z',
    to: '2026-11-22T03:00:30.000Z',
  });
  expect(json.series[0].points).toEqual([
    { time: '2026-11-22T03:00:10.000Z', mean: 5, min: 2, max: 9 },
    { time: '2026-11-22T03:00:20.000Z', mean: null, min: null, max: null },
    { time: '2026-11-22T03:00:30.000Z', mean: 7, min: 7, max: 7 },
  ]);
  expect(json.series[0].before).toEqual([{ time: '2026-11-22T03:00:10.000Z', mean: 4, min: 4, max: 4 }]);
  expect(json.series[1]).not.toHaveProperty('before');
  expect(json.events).toEqual([
    {
      time: '2026-11-22T03:00:20.000Z',
      begin: '2026-11-22T03:00:18.000Z',
      node: 'a:1',
      kind: 'save',
      text: 'Snapshot saved in 2 s',
    },
  ]);
  expect(json.absences).toEqual([
    { kind: 'down', from: '2026-11-22T03:00:15.000Z', to: '2026-11-22T03:00:20.000Z' },
  ]);
});
