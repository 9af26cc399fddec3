import { describe, expect, it } from 'vitest';
import { parseInfo } from '@/lib/redis/parse-info';
import { randomOf } from '@/testing/random-of';
import { stretchOf, type Row } from '@/testing/stretch-of';
import { downsample } from './downsample';
import { toSample, type Baseline } from './sample';

/** What really happened between two polls: how many of each, and over what time; only where it can be known. */
interface Truth {
  at: number;
  ms: number;
  commands: number | null;
  hits: number | null;
  misses: number | null;
}

/** A server's life of random increases, resets, restarts and outages, with what the samples say of it. */
function live(seed: number) {
  const random = randomOf(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  let counters = { commands: 0, hits: 0, misses: 0 };
  let runId = 0;
  let at = 1_795_219_000_000 + upTo(60_000);
  let previous: Baseline | null = null;
  const rows: Row[] = [];
  const truth: Truth[] = [];
  for (let poll = 0; poll < 400; poll += 1) {
    const ms = random() < 0.5 ? 900 + upTo(200) : random() < 0.98 ? 5000 : 20_000 + upTo(90_000);
    at += ms;
    if (random() < 0.03) {
      previous = null;
      rows.push({ at, intervalMs: null, values: {} });
      continue;
    }
    const before = { ...counters };
    if (random() < 0.04) counters = { commands: 0, hits: 0, misses: 0 };
    if (random() < 0.02) [runId, counters] = [runId + 1, { commands: 0, hits: 0, misses: 0 }];
    const busy = random() < 0.1 ? 10_000 : 20;
    const added = { commands: upTo(busy), hits: upTo(busy), misses: upTo(5) };
    counters = {
      commands: counters.commands + added.commands,
      hits: counters.hits + added.hits,
      misses: counters.misses + added.misses,
    };
    const info = parseInfo(
      `total_commands_processed:${counters.commands}\nkeyspace_hits:${counters.hits}\nkeyspace_misses:${counters.misses}\n`,
    );
    const reading = {
      info,
      serverTimeMs: at,
      commandTotals: null,
      slowlogTotal: null,
      latency: null,
      roundTripUs: null,
    };
    const identity = { runId: String(runId), role: 'master' };
    const comparable = previous?.runId === identity.runId;
    const sample = toSample('info', reading, identity, { hits: 0, misses: 0 }, previous);
    previous = sample.baseline;
    rows.push({ at, intervalMs: sample.intervalMs, values: sample.values });
    const rose = (name: keyof typeof before) =>
      comparable && counters[name] >= before[name] ? counters[name] - before[name] : null;
    truth.push({ at, ms, commands: rose('commands'), hits: rose('hits'), misses: rose('misses') });
  }
  return { rows, truth };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a random life (seed %i)', (seed) => {
  const { rows, truth } = live(seed);
  const inStep = (end: number, stepMs: number) => truth.filter(({ at }) => at >= end - stepMs && at < end);

  describe.each([1000, 10_000, 60_000, 600_000])('on a grid of %i ms', (stepMs) => {
    const commands = downsample('commandsPerSecond', [stretchOf('info', rows)], stepMs);
    const hitRatio = downsample('hitRatio', [stretchOf('info', rows)], stepMs);

    it('has points in rising order, one a step', () => {
      commands.forEach(([at], index) => {
        expect(at % stepMs).toBe(0);
        if (index > 0) expect(at).toBeGreaterThan(commands[index - 1]![0]);
      });
      expect(hitRatio.map(([at]) => at)).toEqual(commands.map(([at]) => at));
    });

    it('loses and invents no command: mean × known time is what was really counted', () => {
      let counted = 0;
      for (const [at, mean] of commands) {
        const known = inStep(at, stepMs).filter((interval) => interval.commands !== null);
        if (known.length === 0) expect(mean).toBeNull();
        else {
          const increase = sum(known.map(({ commands }) => commands!));
          expect((mean! * sum(known.map(({ ms }) => ms))) / 1000).toBeCloseTo(increase, 5);
          counted += increase;
        }
      }
      expect(counted).toBe(sum(truth.map((interval) => interval.commands ?? 0)));
      expect(counted).toBeGreaterThan(1000);
    });

    it('has the mean between minimum and maximum', () => {
      for (const [, mean, min, max] of [...commands, ...hitRatio]) {
        if (mean === null) expect([min, max]).toEqual([null, null]);
        else {
          // Sums of floating numbers may differ in the last digit.
          expect(mean).toBeGreaterThanOrEqual(min! - 1e-9 * Math.abs(min!));
          expect(mean).toBeLessThanOrEqual(max! + 1e-9 * Math.abs(max!));
        }
      }
    });

    it('has the hit rate of all lookups of the step, not the mean of hit rates', () => {
      for (const [at, ratio] of hitRatio) {
        const known = inStep(at, stepMs).filter(({ hits, misses }) => hits !== null && misses !== null);
        const [hits, misses] = [sum(known.map((k) => k.hits!)), sum(known.map((k) => k.misses!))];
        if (hits + misses === 0) expect(ratio).toBeNull();
        else expect(ratio).toBeCloseTo(hits / (hits + misses), 9);
      }
    });
  });
});
