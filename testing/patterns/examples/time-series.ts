import {
  writeActivity,
  writeEvent,
  writeListPoint,
  writeMetric,
  writePoint,
  writePrice,
  writeSwappedPoint,
} from '@/lib/patterns/time-series/write';
import { written, type Examples } from './example';

const HOUR = 3_600_000;

export const timeSeriesExamples: Examples = (now) => {
  const hours = [3, 2, 1].map((back) => now - back * HOUR);
  return [
    written(
      hours.map((at, index) => writeMetric('cpu', at, 40 + index / 2)),
      ['timeseries', { points: 'timeseries:cpu' }],
    ),
    written(
      hours.map((at, index) => writePrice(7, at, 1_999 + index)),
      ['price-history', { points: 'product:7:price_history' }],
    ),
    written(
      hours.map((at, index) => writeSwappedPoint('prices', Math.floor(at / 1000), 99.5 + index)),
      ['prices', { points: 'prices' }],
    ),
    written(
      hours.map((at, index) => writeEvent('events:user:7', at, { type: 'login', id: `e${index}` })),
      ['user-events', { events: 'events:user:7' }],
    ),
    written(
      hours.flatMap((at, index) => [
        writeEvent('user:7:actions', at, { type: 'click', id: `a${index}` }),
        writeActivity(7, at, { type: 'view', id: `v${index}` }),
      ]),
      ['user-actions', { events: ['user:7:actions', 'user:7:activities'] }],
    ),
    written(
      [
        ...hours.map((at, index) => writePoint('load:web', at, 0.5 + index)),
        ...hours.map((at, index) => writeListPoint('readings', at, 20.5 + index)),
        writeSwappedPoint('temperature:cellar', '2026-11-20', 11.5),
        writeSwappedPoint('temperature:cellar', '2026-11-21', 12),
      ],
      ['points-by-time', { points: 'load:web', list: 'readings', swapped: 'temperature:cellar' }],
    ),
    written(
      hours.map((at, index) => writeEvent('audit:logins', at, { type: 'login', id: `l${index}` })),
      ['events-by-time', { events: 'audit:logins' }],
    ),
  ];
};
