import { describe, expect, it } from 'vitest';
import type { SessionSample } from '@/lib/patterns/sessions/model';
import { spanBars, withoutSpan } from './spans';

const MINUTE = 60_000;
const spans = (...sessions: number[]) => {
  const ends = [MINUTE, 5 * MINUTE, 60 * MINUTE, null];
  return sessions.map((count, index) => ({ underMs: ends[index]!, sessions: count }));
};

describe('spanBars', () => {
  it('leaves out what is empty at the ends, and keeps what is empty between', () => {
    expect(spanBars(spans(0, 2, 0, 1)).map(({ label, title, value }) => [label, title, value])).toEqual([
      ['< 5 min', '1 min to 5 min', 2],
      ['< 1 h', '5 min to 1 h', 0],
      ['longer', '1 h and longer', 1],
    ]);
  });

  it('begins with what is under the first end', () => {
    expect(spanBars(spans(3, 0, 0, 0))).toMatchObject([{ label: '< 1 min', title: 'under 1 min', value: 3 }]);
  });

  it('has no bars where no span is known', () => expect(spanBars(spans(0, 0, 0, 0))).toEqual([]));
});

it('counts the sessions that do not say it', () => {
  const sample = { looked: 10 } as SessionSample;
  expect(withoutSpan(sample, spans(3, 0, 1, 0))).toBe(6);
});
