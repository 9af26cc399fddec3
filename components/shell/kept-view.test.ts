import { expect, it } from 'vitest';
import { keptView } from './kept-view';

it.each([
  ['', ''],
  ['q=web&sort=-age', ''],
  ['range=15m&q=web&node=10.0.0.1:6379', '?range=15m&node=10.0.0.1:6379'],
  ['from=2026-11-22T03:10:00Z&to=2026-11-22T03:15:00Z&tz=utc', null],
])('of ?%s goes along: %s', (search, kept) =>
  expect(keptView(new URLSearchParams(search))).toBe(kept ?? `?${search}`),
);
