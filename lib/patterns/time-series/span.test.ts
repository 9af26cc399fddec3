import { expect, it } from 'vitest';
import { chooseSpan, type AskedSpan } from './span';

const NOW = 1_795_000_000_000;
const HOUR = 3_600_000;
const LIVE = { firstAt: NOW - 10 * HOUR, lastAt: NOW - 60_000 };
const ENDED = { firstAt: NOW - 100 * HOUR, lastAt: NOW - 90 * HOUR };

it.each<[string, AskedSpan, typeof LIVE | null, ReturnType<typeof chooseSpan>]>([
  ['all of it, up to the present', {}, LIVE, { from: LIVE.firstAt, to: NOW }],
  ['all of what ended long ago', {}, ENDED, { from: ENDED.firstAt, to: ENDED.lastAt }],
  ['the last hour', { last: '1h' }, LIVE, { from: NOW - HOUR, to: NOW }],
  ['the last hour of what ended', { last: '1h' }, ENDED, { from: ENDED.lastAt - HOUR, to: ENDED.lastAt }],
  ['an hour before a moment', { last: '1h', to: NOW - HOUR }, LIVE, { from: NOW - 2 * HOUR, to: NOW - HOUR }],
  ['from wins', { from: 5, last: '1h' }, LIVE, { from: 5, to: NOW }],
  ['the wrong way round', { from: 9, to: 4 }, LIVE, { from: 4, to: 9 }],
  ['of nothing', {}, null, null],
  ['of nothing, but asked for', { from: 4, to: 9 }, null, { from: 4, to: 9 }],
  ['of nothing, half of it asked for', { to: 9 }, null, null],
])('%s', (_, asked, data, span) => expect(chooseSpan(asked, data, NOW)).toEqual(span));
