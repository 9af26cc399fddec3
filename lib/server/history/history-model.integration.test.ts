import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Sample } from '@/lib/metrics/sample';
import { addUpLabel, addUpNodes, chooseStep, withParts, type Point } from '@/lib/metrics/series';
import { openHistoryAt, type HistoryAt } from '@/testing/history-at';
import { PlainHistory } from '@/testing/plain-history';
import { randomOf } from '@/testing/random-of';
import { RandomNode } from '@/testing/random-samples';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const START = 1_795_219_207_000;
const METRICS: MetricId[] = [
  'usedMemoryBytes',
  'connectedClients',
  'fragmentationFactor',
  'lastSaveAgeSeconds',
  'commandsPerSecond',
  'processCpuRatio',
  'hitRatio',
  'maxmemoryBytes',
];

/** The store, the plain model beside it, and a clock that jumps. */
class Story {
  readonly plain = new PlainHistory();
  readonly at: HistoryAt = openHistoryAt();
  now = START;
  /** How many points have been compared. */
  compared = 0;
  private readonly nodes: RandomNode[];

  constructor(private readonly random: () => number) {
    this.nodes = ['a:1', 'b:2'].map((name) => new RandomNode(name, random));
  }

  upTo = (limit: number) => Math.floor(this.random() * limit);

  private append(sample: Sample): void {
    this.at.history.append('shop', sample);
    this.plain.append(sample);
  }

  /** Polls for a while, every second or every five, now and then failed, reset or late. */
  watch(): void {
    const everyMs = this.random() < 0.4 ? SECOND : 5 * SECOND;
    let polls = 20 + this.upTo(500);
    let isNew = true;
    for (; polls > 0; polls -= 1) {
      this.now = Math.ceil((this.now + 1) / everyMs) * everyMs + this.upTo(40);
      const fails = this.random() < 0.01;
      for (const node of this.nodes) {
        const interval = isNew || this.random() < 0.01 ? null : everyMs + this.upTo(2_000) / 1000;
        const isCommandsTurn = polls % 3 === 0;
        this.now += 1;
        this.append(fails ? node.failed('info', this.now) : node.info(this.now, interval));
        this.now += 1;
        if (isCommandsTurn)
          this.append(fails ? node.failed('commands', this.now) : node.commands(this.now, interval));
      }
      isNew = fails;
    }
  }

  pause(): void {
    const spans = [20 * SECOND, 5 * 60 * SECOND, 2 * HOUR, DAY, 9 * DAY];
    this.now += 1 + this.upTo(spans[this.upTo(spans.length)]!);
  }

  /** The process ends in the middle of sealing, somewhere between two transactions. */
  async crash(): Promise<void> {
    const sealing = this.at.history.maintain(this.now);
    for (let turns = this.upTo(30); turns > 0; turns -= 1) await new Promise(setImmediate);
    this.at.crash();
    await sealing;
    this.at.reopen();
  }

  async compare(): Promise<void> {
    const spans = [10 * 60 * SECOND, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 200 * DAY];
    const span = spans[this.upTo(spans.length)]!;
    // Somewhere in what has been watched: most of the time nobody looks.
    const kept = this.plain.since(0);
    const to = this.random() < 0.3 || kept.length === 0 ? this.now : kept[this.upTo(kept.length)]!.at;
    const from = to - span;
    // A grid of five seconds and more: what is sealed is that coarse.
    const points = 1 + this.upTo(Math.min(600, span / (5 * SECOND)) - 1);
    const wanted = chooseStep(span, points);
    if (wanted % (5 * SECOND) !== 0) return;
    for (const nodes of [['a:1'], ['a:1', 'b:2']]) {
      const query = { instance: 'shop', nodes, from, to, points };
      const answer = await this.at.history.series({ ...query, metrics: METRICS });
      expect(answer.stepMs).toBeGreaterThanOrEqual(wanted);
      if (from >= this.now - 40 * HOUR) expect(answer.stepMs).toBe(wanted);
      const { stepMs } = answer;
      for (const { metric, points: told } of answer.series) {
        const read = (node: string, id: MetricId) => this.plain.points(node, id, stepMs, from, to);
        const plain =
          nodes.length === 1
            ? read('a:1', metric)
            : addUpNodes(
                metric,
                nodes.map((node) => Object.fromEntries(withParts(metric).map((id) => [id, read(node, id)]))),
              );
        expectSame(metric, told, plain, metric === 'hitRatio');
        this.compared += told.length;
      }
      await this.compareFamilies(query);
    }
  }

  private async compareFamilies(query: {
    instance: string;
    nodes: string[];
    from: number;
    to: number;
    points: number;
  }): Promise<void> {
    for (const family of ['commandCalls', 'databaseKeys'] as const) {
      const { stepMs, series } = await this.at.history.family({ ...query, family });
      const labels = family === 'commandCalls' ? ['config|get', 'del', 'get', 'other', 'set'] : ['0', '3'];
      const plain = labels.flatMap((label) => {
        const parts = query.nodes.map((node) =>
          this.plain.label(node, family, label, stepMs, query.from, query.to),
        );
        return parts.some(({ isKnown }) => isKnown) ? [{ label, parts: parts.filter((p) => p.isKnown) }] : [];
      });
      expect(series.map(({ label }) => label)).toEqual(plain.map(({ label }) => label));
      series.forEach((told, index) => {
        const { label, parts } = plain[index]!;
        const points = parts.length === 1 ? parts[0]!.points : addUpLabel(parts.map((part) => part.points));
        expectSame(`${family}/${label}`, told.points, points, false);
        if (family === 'databaseKeys') return;
        expect(told.increase).toBe(parts.reduce((sum, { increase }) => sum + increase, 0));
        expect(told.elapsedMs).toBeCloseTo(Math.max(...parts.map(({ elapsedMs }) => elapsedMs)), 2);
      });
    }
  }
}

/** Means are exact; extremes of rates are kept in thousandths, those of quotients are of the tier's rows. */
function expectSame(name: string, told: readonly Point[], plain: readonly Point[], isRatio: boolean): void {
  const moments = (points: readonly Point[]) => points.map(([at]) => at);
  expect(moments(told), name).toEqual(moments(plain));
  const wrong = told.filter((point, index) => !isSame(point, plain[index]!, isRatio));
  expect(wrong.slice(0, 3), `${name}: ${wrong.length} of ${told.length}`).toEqual([]);
}

function isSame(
  [, mean, min, max]: Point,
  [, plainMean, plainMin, plainMax]: Point,
  isRatio: boolean,
): boolean {
  if (mean === null || min === null || max === null) return plainMean === null && mean === min && min === max;
  if (plainMean === null || plainMin === null || plainMax === null) return false;
  const near = (value: number, other: number, slack: number) => Math.abs(value - other) <= slack;
  if (!near(mean, plainMean, 1e-9 * Math.max(1, Math.abs(plainMean)))) return false;
  if (isRatio) return min >= plainMin - 1e-9 && max <= plainMax + 1e-9;
  const slack = 0.003 * Math.max(1e-9, Math.abs(plainMax));
  return near(min, plainMin, slack) && near(max, plainMax, slack);
}

describe('any story told to the store is the one that the plain model knows', () => {
  let story: Story | null = null;
  afterEach(() => {
    story?.at.remove();
    vi.restoreAllMocks();
  });

  it.each([1, 2, 3, 4])('seed %i', { timeout: 120_000 }, async (seed) => {
    // Sealing that is cut off complains of the connection that is gone.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const random = randomOf(seed);
    story = new Story(random);
    for (let turn = 0; turn < 30; turn += 1) {
      const choice = random();
      if (choice < 0.35) story.watch();
      else if (choice < 0.5) story.pause();
      else if (choice < 0.65) await story.at.history.maintain(story.now);
      else if (choice < 0.72) story.at.reopen();
      else if (choice < 0.8) await story.crash();
      else for (let times = 3; times > 0; times -= 1) await story.compare();
    }
    await story.compare();
    expect(story.compared).toBeGreaterThan(500);
  });
});
