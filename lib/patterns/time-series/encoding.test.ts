import { describe, expect, it } from 'vitest';
import type { Scored } from '../checks';
import { decode, detectEncoding, type Form, type Orientation } from './encoding';

const AT = 1_732_180_000;
const set = (...pairs: [score: number, member: string][]): Scored[] =>
  pairs.map(([score, member]) => ({ score, member }));

describe('how a sorted set is written', () => {
  it.each<[string, Scored[], Orientation, Form]>([
    [
      'time and value in the member',
      set([AT, `${AT}:21.5`], [AT + 60, `${AT + 60}:-3`]),
      'score-is-time',
      'time:value',
    ],
    [
      'the other way round',
      set([AT, `21.5:${AT}`], [AT + 60, `22:${AT + 60}`]),
      'score-is-time',
      'time:value',
    ],
    ['milliseconds beside seconds', set([AT * 1e3, `${AT}:1`]), 'score-is-time', 'time:value'],
    ['values', set([AT, '21.5'], [AT + 1, '22']), 'score-is-time', 'value'],
    ['JSON', set([AT, '{"value":1}'], [AT + 1, '{"value":2}']), 'score-is-time', 'json'],
    ['pairs in JSON', set([AT, `[${AT},1.5]`]), 'score-is-time', 'json'],
    ['what happened', set([AT, 'login'], [AT + 1, '{"type":"view"}']), 'score-is-time', 'event'],
    [
      'requests, the time being the member',
      set([AT, `${AT}`], [AT + 1, `${AT + 1}`]),
      'score-is-time',
      'event',
    ],
    ['swapped, by seconds', set([21.5, `${AT}`], [22, `${AT + 60}`]), 'score-is-value', 'time'],
    ['swapped, by date', set([99.9, '2024-01-01'], [89, '2024-02-01']), 'score-is-value', 'time'],
    [
      'a sentinel among them',
      set([0, 'start'], ...[1, 2, 3, 4].map((n): [number, string] => [AT + n, `${AT + n}:${n}`])),
      'score-is-time',
      'time:value',
    ],
  ])('%s', (_name, sample, orientation, form) => {
    expect(detectEncoding(sample, { measures: true })).toMatchObject({ orientation, form, fits: true });
  });

  it('bare whole numbers are values only where values are measured; else they are ids', () => {
    const sample = set([AT, '1001'], [AT + 5, '1002']);
    expect(detectEncoding(sample, { measures: true }).form).toBe('value');
    expect(detectEncoding(sample, { measures: false }).form).toBe('event');
  });

  it('is told with the reason', () => {
    expect(detectEncoding(set([AT, `${AT}:1`]), { measures: true }).reason).toBe(
      'scores are Unix seconds, members are “time:value”',
    );
    expect(detectEncoding(set([5, `${AT}`]), { measures: true }).reason).toBe(
      'members are times, scores are values',
    );
  });

  it('is what a person says, and says whether that fits', () => {
    const swapped = set([5, `${AT}`], [6, `${AT + 1}`]);
    const wrong = detectEncoding(swapped, { wanted: 'score-is-time', measures: true });
    expect(wrong).toMatchObject({ orientation: 'score-is-time', fits: false });
    expect(wrong.reason).toMatch(/^set by hand; the scores are no times/);
    expect(detectEncoding(swapped, { wanted: 'score-is-value', measures: true }).fits).toBe(true);
  });
});

describe('a point', () => {
  const read = (entry: Scored, options: { timeZone?: string } = {}) => {
    const { at, numbers } = decode(entry, detectEncoding([entry], { measures: true, ...options }));
    return [at, Object.fromEntries(numbers)];
  };

  it.each<[string, Scored, unknown]>([
    ['seconds', { score: AT, member: `${AT}:-2.5e1` }, [AT * 1e3, { '': -25 }]],
    ['fractions of seconds', { score: AT + 0.25, member: '7.5' }, [AT * 1e3 + 250, { '': 7.5 }]],
    ['milliseconds', { score: AT * 1e3, member: '7.5' }, [AT * 1e3, { '': 7.5 }]],
    [
      'JSON, its time and ids left out',
      { score: AT, member: `{"user_id":7,"ts":${AT},"cart":{"total":12}}` },
      [AT * 1e3, { 'cart.total': 12 }],
    ],
    ['a date, taken for UTC', { score: 7, member: '2024-01-01' }, [Date.UTC(2024, 0, 1), { '': 7 }]],
    [
      'a time of day',
      { score: 7, member: '2024-01-01T10:30:00.500' },
      [Date.UTC(2024, 0, 1, 10, 30, 0, 500), { '': 7 }],
    ],
  ])('%s', (_name, entry, expected) => expect(read(entry)).toEqual(expected));

  it('a date is of the zone that a person set', () => {
    expect(read({ score: 7, member: '2024-01-01' }, { timeZone: 'Europe/Berlin' })[0]).toBe(
      Date.UTC(2023, 11, 31, 23),
    );
  });

  it('an infinite score is no moment', () => {
    const encoding = detectEncoding(set([AT, 'a']), { measures: false });
    expect(decode({ score: Infinity, member: 'end' }, encoding).at).toBeNull();
  });
});
