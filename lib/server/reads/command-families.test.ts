import { afterAll, describe, expect, it } from 'vitest';
import { commandLayers, commandPoints } from '@/lib/metrics/command-series';
import { commandTable } from '@/lib/metrics/command-table';
import { FamilyReader } from '@/lib/metrics/family-reader';
import { nodeCommands } from '@/lib/metrics/node-commands';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { parseInfo } from '@/lib/redis/parse-info';
import { openHistoryAt, type HistoryAt } from '../../../testing/history-at';
import { readFamilies, readFamiliesOfNodes } from './command-families';

/** What really happened to one command in one interval. */
interface Truth {
  at: number;
  ms: number;
  command: string;
  calls: number;
  microseconds: number;
  failed: number;
  rejected: number;
  own: number;
}

const COMMANDS = ['get', 'set', 'hgetall', 'client|list', 'eval', 'incr', 'info'];
const START = 1_795_219_200_000;

const opened: HistoryAt[] = [];
afterAll(() => opened.forEach(({ remove }) => remove()));

/** A server's life of random calls, resets and outages; the history has what a collector saw of it. */
function live(seed: number) {
  let state = seed * 7919 + 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const upTo = (limit: number) => Math.floor(random() * limit);
  const file = openHistoryAt();
  opened.push(file);
  const { history } = file;
  const reader = new FamilyReader();
  const truth: Truth[] = [];
  const polls: number[] = [];
  const own = new Map<string, number>();
  let counters = new Map<string, { calls: number; usec: number; failed: number; rejected: number }>();
  let at = START;
  for (let poll = 0; poll < 240; poll += 1) {
    const ms = random() < 0.8 ? 5_000 : 15_000 + upTo(300);
    at += ms;
    const wasReset = random() < 0.03;
    if (wasReset) counters = new Map();
    const isComparable = poll > 0 && random() > 0.04;
    const happened: Truth[] = [];
    for (const command of COMMANDS) {
      const isOurs = command === 'info';
      // Whoever reads commandstats has called INFO.
      if (!isOurs && random() < 0.4) continue;
      const calls = isOurs ? 1 + upTo(5) : upTo(command === 'get' ? 50_000 : 40);
      const counted = counters.get(command) ?? { calls: 0, usec: 0, failed: 0, rejected: 0 };
      const happening: Truth = {
        ...{ at, ms, command, calls },
        microseconds: calls * (1 + upTo(300)),
        failed: isOurs ? 0 : upTo(Math.min(calls, 5)),
        rejected: isOurs ? 0 : upTo(3),
        own: isOurs ? calls : command === 'get' ? upTo(calls / 2) : 0,
      };
      counters.set(command, {
        calls: counted.calls + calls,
        usec: counted.usec + happening.microseconds,
        failed: counted.failed + happening.failed,
        rejected: counted.rejected + happening.rejected,
      });
      if (happening.own > 0) own.set(command, (own.get(command) ?? 0) + happening.own);
      happened.push(happening);
    }
    const info = parseInfo(
      [...counters]
        .map(
          ([command, { calls, usec, failed, rejected }]) =>
            `cmdstat_${command}:calls=${calls},usec=${usec},usec_per_call=1.00,rejected_calls=${rejected},failed_calls=${failed}\r\n`,
        )
        .join(''),
    );
    const commandStats = readCommandStats(info);
    const intervalMs = isComparable ? ms : null;
    const reading = { info, commandStats, ownCalls: new Map(own), latencyIncrease: null };
    const families = reader.read('commands', reading, intervalMs);
    history.append('shop', { node: 'a', source: 'commands', at, intervalMs, values: {}, families });
    // Whether a reset is seen is the reader's matter, and tested there.
    if (families) truth.push(...happened);
    polls.push(at);
  }
  return { history, truth, polls };
}

const sum = (all: readonly Truth[], read: (one: Truth) => number) =>
  all.reduce((total, one) => total + read(one), 0);

describe.each([1, 2, 3, 4, 5, 6])('a random life (seed %i)', (seed) => {
  it.each([
    [0, 239],
    [30, 60],
    [100, 220],
  ])('is told as it was from poll %i to poll %i', async (first, last) => {
    const { history, truth, polls } = live(seed);
    const [from, to] = [polls[first]!, polls[last]!];
    const span = { instance: 'shop', nodes: ['a'], from, to, points: 150 };
    const families = await readFamilies(history, span);
    const now = [nodeCommands(families)];
    // The history widens a span to whole steps of its grid.
    const { stepMs } = families.calls;
    const step = (at: number) => Math.floor(at / stepMs);
    const inSpan = truth.filter(({ at }) => step(at) >= step(from) && step(at) <= step(to));
    const knownMs = sum([...new Map(inSpan.map((one) => [one.at, one])).values()], ({ ms }) => ms);
    const { rows, total } = commandTable(now, [], true);

    for (const command of COMMANDS) {
      const ofCommand = inSpan.filter((one) => one.command === command);
      const row = rows.find((each) => each.command === command);
      const calls = sum(ofCommand, (one) => one.calls);
      if (calls === 0) continue;
      expect(row?.calls, command).toBe(calls);
      expect(row?.callsPerSecond).toBeCloseTo((calls * 1000) / knownMs, 9);
      expect(row?.microsecondsPerCall).toBeCloseTo(sum(ofCommand, (one) => one.microseconds) / calls, 9);
      expect(row?.failedPerSecond).toBeCloseTo((sum(ofCommand, (one) => one.failed) * 1000) / knownMs, 9);
      expect(row?.ownRatio).toBeCloseTo(sum(ofCommand, (one) => one.own) / calls, 9);
    }
    const microseconds = sum(inSpan, (one) => one.microseconds);
    expect(total.mainThreadRatio).toBeCloseTo(microseconds / 1000 / knownMs, 9);
    expect(rows.reduce((shares, row) => shares + row.timeRatio!, 0)).toBeCloseTo(1, 9);
    expect(microseconds).toBeGreaterThan(100_000);

    // Without our own there is no INFO, and every other command has exactly the calls of the others.
    const apps = commandTable(now, [], false).rows;
    expect(apps.map(({ command }) => command)).not.toContain('info');
    const get = inSpan.filter(({ command }) => command === 'get');
    expect(apps.find(({ command }) => command === 'get')?.calls).toBe(sum(get, (one) => one.calls - one.own));
  });
});

it('the layers of the charts add up to every call that was counted', async () => {
  const { history, polls } = live(7);
  const span = { instance: 'shop', nodes: ['a'], from: polls[0]!, to: polls.at(-1)!, points: 2_000 };
  const points = commandPoints(await readFamilies(history, span));
  const layers = commandLayers(points, ['get', 'hgetall'], 1);
  const rate = (at: number) =>
    layers.reduce((all, layer) => all + (layer.callsPerSecond.find((point) => point[0] === at)?.[1] ?? 0), 0);
  const all = [...points.values()].flatMap(({ calls }) => calls);
  const moments = [...new Set(all.map(([at]) => at))];
  expect(moments.length).toBeGreaterThan(100);
  for (const at of moments)
    expect(rate(at)).toBeCloseTo(
      all.reduce((total, point) => total + (point[0] === at ? (point[1] ?? 0) : 0), 0),
      6,
    );
});

it('a node that nobody watched is known for no time, and others are not held up by it', async () => {
  const { history, polls } = live(8);
  const span = { instance: 'shop', nodes: ['a', 'b'], from: polls[0]!, to: polls.at(-1)!, points: 150 };
  const [watched, other] = (await readFamiliesOfNodes(history, span)).map(nodeCommands);
  expect(other).toEqual({ elapsedMs: 0, commands: new Map() });
  expect(watched!.elapsedMs).toBeGreaterThan(0);
  const { total } = commandTable([watched!, other!], [], true);
  expect(total.calls).toBe(commandTable([watched!], [], true).total.calls);
});
