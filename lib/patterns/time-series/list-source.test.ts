import { expect, it } from 'vitest';
import { decodeElement } from './list-source';

const AT = 1_732_180_000;

it.each<[string, number, Record<string, number>]>([
  [`[${AT},21.5]`, AT * 1e3, { '': 21.5 }],
  [`[${AT}000,21.5]`, AT * 1e3, { '': 21.5 }],
  [`{"timestamp":${AT},"value":21.5}`, AT * 1e3, { value: 21.5 }],
  ['{"time":"2024-01-01T00:00:00Z","low":1,"high":2}', Date.UTC(2024, 0, 1), { low: 1, high: 2 }],
  [`${AT}:21.5`, AT * 1e3, { '': 21.5 }],
])('%s is a point', (element, at, numbers) => {
  const point = decodeElement(element)!;
  expect([point.at, Object.fromEntries(point.numbers)]).toEqual([at, numbers]);
});

it.each(['', 'login', '21.5', '[1,2,3]', '{"value":1}', `{"timestamp":${AT}}`, `[${AT},"a"]`, '{"broken'])(
  '%s is none',
  (element) => expect(decodeElement(element)).toBeNull(),
);
