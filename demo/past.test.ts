import { expect, test } from 'vitest';
import { pastCommands } from './past';
import { createRandom } from './random';
import { dayShape } from './rhythm';

const now = Date.UTC(2026, 10, 21, 15, 20);
const commands = pastCommands(now, createRandom(1));
const named = (name: string) => commands.filter((command) => command[0] === name);

test('the past is the same for the same seed', () => {
  expect(JSON.stringify(pastCommands(now, createRandom(1))) === JSON.stringify(commands)).toBe(true);
});

test('nothing of it has ended already', () => {
  const ends = [
    ...named('EXPIREAT').map((command) => Number(command[2])),
    ...named('SET').flatMap((command) => (command[3] === 'EXAT' ? Number(command[4]) : [])),
  ];
  expect(ends.length).toBeGreaterThan(1_000);
  expect(Math.min(...ends)).toBeGreaterThan(now / 1_000);
});

test('no command is without its arguments, at any time of the day', () => {
  for (const hour of [0, 23]) {
    const all = pastCommands(Date.UTC(2026, 10, 21, hour), createRandom(2));
    expect(all.filter((command) => command.length < 3)).toEqual([]);
    expect(all.filter((command) => command.some((part) => part === undefined || Number.isNaN(part)))).toEqual(
      [],
    );
  }
});

test('the hours have the rhythm of a day', () => {
  const views = new Map(
    named('SET').flatMap((command) => {
      const match = /^counter:page_views:hourly:20261120(\d\d)$/.exec(String(command[1]));
      return match ? [[Number(match[1]), Number(command[2])] as const] : [];
    }),
  );
  expect(views.size).toBe(24);
  const ratio = dayShape(Date.UTC(2026, 10, 20, 16)) / dayShape(Date.UTC(2026, 10, 20, 4));
  expect(views.get(16)! / views.get(4)!).toBeGreaterThan(ratio * 0.8);
});
