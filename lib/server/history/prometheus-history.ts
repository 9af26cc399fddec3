import 'server-only';
import type { Window } from '@/lib/advisor/rule';
import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import {
  expressionOf,
  joinExpressions,
  storedFamily,
  storedMetric,
  type StepPart,
  type StoredName,
} from '@/lib/metrics/promql';
import { pointsOf, type Grid, type StepValues } from '@/lib/metrics/promql-points';
import { ratioOf, type Sample } from '@/lib/metrics/sample';
import { addUpLabel, addUpNodes, chooseStep, withParts, type Point } from '@/lib/metrics/series';
import type { MatrixSeries } from '@/lib/prometheus/parse-matrix';
import { SelectorFinder, type NodeSeries } from './find-selector';
import type {
  FamilyAnswer,
  FamilyQuery,
  History,
  HistoryAnswer,
  HistoryQuery,
  HistorySpan,
  LabelSeries,
} from './history';
import type { HistoryCost } from './history-cost';
import type { PrometheusStore } from './prometheus-store';

/** The store refuses more than 11,000. */
const MOST_POINTS = 10_000;
const UP = 'up';

type NodePoints = Partial<Record<MetricId, Point[]>>;

/**
 * Reads the past from a Prometheus-compatible store under redis_exporter's names. What those names do not tell, and
 * markers, stay with the embedded store, which goes on writing: who takes HISTORY_URL away has its own past again.
 */
export class PrometheusHistory implements History {
  private readonly finder: SelectorFinder;

  /** @param match the template of HISTORY_MATCH */
  constructor(
    private readonly store: PrometheusStore,
    private readonly embedded: History,
    match: string | null,
  ) {
    this.finder = new SelectorFinder(store, match);
  }

  async series(query: HistoryQuery): Promise<HistoryAnswer> {
    const wanted = query.metrics.map((metric) => ({ metric, leaves: leavesOf(metric) }));
    const elsewhere = wanted.filter(({ leaves }) => leaves === null).map(({ metric }) => metric);
    const stored = [...new Set(wanted.flatMap(({ leaves }) => leaves ?? []))];
    if (stored.length === 0) return this.embedded.series(query);
    const { grid, nodes } = await this.prepare(query);
    const byNode = await Promise.all(nodes.map((node) => this.pointsOfNode(node, grid, stored)));
    const answered = new Map(
      wanted.flatMap(({ metric, leaves }) =>
        leaves === null ? [] : [[metric, addUp(metric, byNode)] as const],
      ),
    );
    // An exporter of old does not know every name: then the server was up, and nothing was said of it.
    const unknown = [...answered].filter(
      ([, points]) => points.length > 0 && points.every(([, value]) => value === null),
    );
    const rest = [...elsewhere, ...unknown.map(([metric]) => metric)];
    const own = rest.length === 0 ? [] : await this.fromEmbedded(query, rest, grid.stepMs);
    for (const { metric, points } of own) answered.set(metric, points);
    return {
      stepMs: grid.stepMs,
      series: query.metrics.map((metric) => ({ metric, points: answered.get(metric) ?? [] })),
    };
  }

  async family(query: FamilyQuery): Promise<FamilyAnswer> {
    const name = storedFamily(query.family);
    if (!name) return this.embedded.family(query);
    const { grid, nodes } = await this.prepare(query);
    const byNode = await Promise.all(nodes.map((node) => this.labelsOfNode(node, grid, name)));
    const labels = [...new Set(byNode.flatMap((node) => [...node.keys()]))].sort();
    const wanted = labels.filter((label) => !query.labels || query.labels.includes(label));
    const series = wanted.flatMap((label): LabelSeries[] => {
      const parts = byNode.map((node) => node.get(label)).filter((points) => points !== undefined);
      // Databases that have never held a key, and commands that nobody called in the span.
      if (parts.every((points) => points.every(([, value]) => !value))) return [];
      const points = parts.length === 1 ? parts[0]! : addUpLabel(parts);
      if (name.kind === 'gauge') return [{ label, points, increase: null, elapsedMs: 0 }];
      const known = parts.map((each) => each.flatMap(([, value]) => value ?? []));
      const perSecond = known.flat().reduce((sum, value) => sum + value, 0);
      const elapsedMs = Math.max(...known.map((each) => each.length)) * grid.stepMs;
      return [{ label, points, increase: (perSecond * grid.stepMs) / 1_000, elapsedMs }];
    });
    return { stepMs: grid.stepMs, series };
  }

  start(): void {
    this.embedded.start();
  }

  stop(): void {
    this.embedded.stop();
  }

  append(instance: string, sample: Sample): void {
    this.embedded.append(instance, sample);
  }

  mark(instance: string, marker: Marker): void {
    this.embedded.mark(instance, marker);
  }

  since(instance: string, after: number): Sample[] {
    return this.embedded.since(instance, after);
  }

  window(instance: string, node: string, metric: MetricId, from: number, to: number): Window | null {
    return this.embedded.window(instance, node, metric, from, to);
  }

  markers(instance: string, from: number, to: number): Promise<Marker[]> {
    return this.embedded.markers(instance, from, to);
  }

  cost(instance: string): HistoryCost {
    return this.embedded.cost(instance);
  }

  forget(instance: string): Promise<void> {
    return this.embedded.forget(instance);
  }

  /** One grid for all nodes: as fine as the slowest scrape, and no finer than the store answers. */
  private async prepare({ instance, nodes, from, to, points }: HistorySpan) {
    const now = Date.now();
    const found = await Promise.all(nodes.map((node) => this.finder.find(instance, node, now)));
    const scrapeMs = Math.max(...found.map((node) => node.scrapeMs));
    const stepMs = Math.max(
      chooseStep(to - from, Math.min(points, MOST_POINTS)),
      // Steps without a reading would look like gaps.
      chooseStep(scrapeMs, 1),
    );
    const start = (Math.floor(from / stepMs) + 1) * stepMs;
    const end = (Math.floor(to / stepMs) + 1) * stepMs;
    return { grid: { start, end, stepMs, scrapeMs }, nodes: found };
  }

  private async pointsOfNode(
    { selector }: NodeSeries,
    grid: Grid,
    metrics: readonly MetricId[],
  ): Promise<NodePoints> {
    const window = { selector, stepMs: grid.stepMs, scrapeMs: grid.scrapeMs };
    const parts: StepPart[] = grid.stepMs > grid.scrapeMs * 1.5 ? ['mean', 'min', 'max'] : ['mean'];
    const expressions = metrics.flatMap((metric) =>
      parts.map((part) => [`${metric}:${part}`, expressionOf(storedMetric(metric)!, window, part)]),
    );
    const answer = await this.ask(grid, { [UP]: upOf(window), ...Object.fromEntries(expressions) });
    const valuesOf = (key: string) => answer.find(({ labels }) => labels.hitrate_key === key)?.values;
    return Object.fromEntries(
      metrics.map((metric) => {
        const values: StepValues = Object.fromEntries(
          parts.map((part) => [part, known(storedMetric(metric)!, valuesOf(`${metric}:${part}`))]),
        );
        return [metric, pointsOf(grid, valuesOf(UP) ?? new Map(), values)];
      }),
    );
  }

  private async labelsOfNode(
    { selector }: NodeSeries,
    grid: Grid,
    name: StoredName,
  ): Promise<Map<string, Point[]>> {
    const window = { selector, stepMs: grid.stepMs, scrapeMs: grid.scrapeMs };
    const expressions = { [UP]: upOf(window), labels: expressionOf(name, window, 'mean', true) };
    const answer = await this.ask(grid, expressions);
    const up = answer.find(({ labels }) => labels.hitrate_key === UP)?.values ?? new Map<number, number>();
    return new Map(
      answer.flatMap(({ labels, values }): [string, Point[]][] => {
        const label = labels[name.by!];
        if (label === undefined) return [];
        // We number databases, redis_exporter calls them db0.
        const own = name.by === 'db' ? label.replace(/^db/, '') : label;
        return [[own, pointsOf(grid, up, { mean: values })]];
      }),
    );
  }

  private ask(
    { start, end, stepMs }: Grid,
    expressions: Readonly<Record<string, string>>,
  ): Promise<MatrixSeries[]> {
    return this.store.range(joinExpressions(expressions), start, end, stepMs);
  }

  /** On the same grid as what the store says, as far as the embedded tiers allow. */
  private async fromEmbedded(query: HistoryQuery, metrics: readonly MetricId[], stepMs: number) {
    const points = Math.max(1, Math.floor((query.to - query.from) / stepMs));
    return (await this.embedded.series({ ...query, metrics, points })).series;
  }
}

/** The stored metrics that one is made of: itself, or a ratio's parts; `null` where the store has them not all. */
function leavesOf(metric: MetricId): MetricId[] | null {
  const leaves = describeMetric(metric).kind === 'ratio' ? withParts(metric).slice(1) : [metric];
  return leaves.every((leaf) => storedMetric(leaf) !== null) ? leaves : null;
}

function addUp(metric: MetricId, byNode: readonly NodePoints[]): Point[] {
  const described = describeMetric(metric);
  const whole =
    described.kind === 'ratio'
      ? byNode.map((points) => ({ ...points, [metric]: quotient(described, points) }))
      : byNode;
  if (whole.length === 1) return whole[0]![metric] ?? [];
  return addUpNodes(
    metric,
    whole.map((points) => Object.fromEntries(withParts(metric).map((id) => [id, points[id] ?? []]))),
  );
}

function quotient(
  metric: Extract<ReturnType<typeof describeMetric>, { kind: 'ratio' }>,
  points: NodePoints,
): Point[] {
  const parts = [...new Set([...metric.numerator, ...metric.denominator])] as MetricId[];
  const first = points[parts[0]!] ?? [];
  return first.map(([at], index): Point => {
    // Parts of one answer share their steps.
    const values = Object.fromEntries(parts.map((part) => [part, points[part]?.[index]?.[1] ?? null]));
    const value = ratioOf(metric, values);
    return [at, value, value, value];
  });
}

const upOf = ({ selector, stepMs }: { selector: string; stepMs: number }) =>
  `max(min_over_time(redis_up{${selector}}[${stepMs - 1}ms]))`;

/** Without the zeros that mean "there is none". */
function known(name: StoredName, values: ReadonlyMap<number, number> | undefined) {
  if (!values || !name.zeroIsUnknown) return values;
  return new Map([...values].filter(([, value]) => value !== 0));
}
