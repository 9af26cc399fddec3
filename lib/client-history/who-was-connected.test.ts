import { describe, expect, it } from 'vitest';
import { everyMinute, recordClients, watchOf, type TrueConnection } from '@/testing/recorded-clients';
import { watchedAt, whoWasConnected } from './who-was-connected';

const MIN = 60_000;
const T0 = 1_700_000_040_000;
const readings = everyMinute(T0, T0 + 10 * MIN);
const watches = [watchOf(readings)];
const now = T0 + 10 * MIN + 20_000;
const who = (lives: TrueConnection[], at: number) =>
  whoWasConnected(recordClients(lives, readings), watches, at, now).map(({ client, certainty }) => [
    client,
    certainty,
  ]);

describe('at a moment', () => {
  const lives: TrueConnection[] = [
    { openedAt: T0 - 99 * MIN },
    { openedAt: T0 + 3 * MIN + 10_000 },
    { openedAt: T0, closedAt: T0 + 5 * MIN + 30_000 },
  ];

  it.each<[string, number, [number, string][]]>([
    [
      'before one was opened',
      T0 + 3 * MIN + 9_000,
      [
        [1, 'open'],
        [3, 'open'],
      ],
    ],
    [
      'after it was opened, before a reading saw it',
      T0 + 3 * MIN + 11_000,
      [
        [1, 'open'],
        [2, 'open'],
        [3, 'open'],
      ],
    ],
    [
      'between the last reading of one and the next',
      T0 + 5 * MIN + 1_000,
      [
        [1, 'open'],
        [2, 'open'],
        [3, 'closing'],
      ],
    ],
    [
      'after the reading that missed it',
      T0 + 6 * MIN,
      [
        [1, 'open'],
        [2, 'open'],
      ],
    ],
    [
      'shortly after the last reading',
      T0 + 10 * MIN + 20_000,
      [
        [1, 'open'],
        [2, 'open'],
      ],
    ],
    ['later than anything is known', T0 + 99 * MIN, []],
  ])('%s', (_title, at, expected) => expect(who(lives, at)).toEqual(expected));
});

describe('while nobody watched', () => {
  const before = everyMinute(T0, T0 + 2 * MIN);
  const after = everyMinute(T0 + 30 * MIN, T0 + 32 * MIN);
  const connections = recordClients(
    [{ openedAt: T0 }, { openedAt: T0 + 5 * MIN, closedAt: T0 + 6 * MIN }, { openedAt: T0 + 8 * MIN }],
    [...before, ...after],
  );
  const both = [watchOf(before), watchOf(after)];
  const at = T0 + 10 * MIN;

  it('those that were there before and after it are known, and that others may be missing', () => {
    const then = whoWasConnected(connections, both, at, T0 + 32 * MIN);
    expect(then.map(({ client }) => client)).toEqual([1, 3]);
    expect(watchedAt(both, at, T0 + 32 * MIN)).toEqual(new Set());
    expect(watchedAt(both, T0 + 31 * MIN, T0 + 32 * MIN)).toEqual(new Set(['a:6379']));
  });
});
