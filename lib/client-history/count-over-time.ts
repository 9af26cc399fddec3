import { endOf, type KeptConnection, type Watch } from './kept-connection';
import { endOfStep, stepAt, type TimeGrid } from './time-grid';

/** A point as charts draw it, `Point` of a metric: end of the step, mean, minimum, maximum; `null`s are a gap. */
export type CountPoint = [at: number, mean: number | null, min: number | null, max: number | null];

/** How many connections there were in each step, and how many came and went. */
export interface CountOverTime {
  /** A gap where nobody watched. */
  open: CountPoint[];
  /** Opened and closed in each step; `null` where nobody watched. */
  opened: (number | null)[];
  closed: (number | null)[];
}

/** The connections and the watches of one node, watches in order of time. */
export interface NodeRecord {
  connections: readonly KeptConnection[];
  watches: readonly Watch[];
}

/**
 * Counts connections on a grid.
 *
 * Between two readings the count is that of the earlier one. The mean of a step is by time, over what was watched of
 * it; the means of several nodes add up, and so do their extremes, though they need not have been at the same moment.
 *
 * @param nodes what is known of each node
 * @param grid the steps
 * @param now Unix milliseconds; nothing is known of what is later
 */
export function countOverTime(nodes: readonly NodeRecord[], grid: TimeGrid, now: number): CountOverTime {
  const total = emptySteps(grid);
  for (const { connections, watches } of nodes) {
    const spans = watches.map((watch): Span => ({ from: watch.from, to: endOf(watch, now) }));
    addNode(total, countNode(connections, spans, grid));
    countChurn(total, connections, spans, grid);
  }
  const known = (step: number) => total.knownMs[step]! > 0;
  const perStep = <T>(read: (step: number) => T) =>
    Array.from({ length: grid.steps }, (_, step) => (known(step) ? read(step) : null));
  return {
    open: Array.from({ length: grid.steps }, (_, step): CountPoint => {
      const at = endOfStep(grid, step);
      return known(step)
        ? [at, total.mean[step]!, total.min[step]!, total.max[step]!]
        : [at, null, null, null];
    }),
    opened: perStep((step) => total.opened[step]!),
    closed: perStep((step) => total.closed[step]!),
  };
}

interface Span {
  from: number;
  to: number;
}

const emptySteps = ({ steps }: TimeGrid) => ({
  knownMs: new Float64Array(steps),
  mean: new Float64Array(steps),
  min: new Float64Array(steps),
  max: new Float64Array(steps),
  opened: new Float64Array(steps),
  closed: new Float64Array(steps),
});

type Steps = ReturnType<typeof emptySteps>;

/** Goes through the comings and goings of one node in order of time, as far as it was watched. */
function countNode(connections: readonly KeptConnection[], spans: readonly Span[], grid: TimeGrid): Steps {
  const node = emptySteps(grid);
  const changes = connections
    .flatMap(({ seenAt, goneAt }) => [
      { at: seenAt, by: 1 },
      ...(goneAt === null ? [] : [{ at: goneAt, by: -1 }]),
    ])
    .sort((a, b) => a.at - b.at);
  const endOfGrid = endOfStep(grid, grid.steps - 1);
  let count = 0;
  let next = 0;
  const catchUp = (at: number) => {
    while (next < changes.length && changes[next]!.at <= at) count += changes[next++]!.by;
  };
  for (const span of spans) {
    const end = Math.min(span.to, endOfGrid);
    let at = Math.max(span.from, grid.start);
    catchUp(at);
    while (at < end) {
      const step = stepAt(grid, at);
      const until = Math.min(end, endOfStep(grid, step), changes[next]?.at ?? Infinity);
      const isFirst = node.knownMs[step] === 0;
      node.min[step] = isFirst ? count : Math.min(node.min[step]!, count);
      node.max[step] = Math.max(node.max[step]!, count);
      node.mean[step]! += count * (until - at);
      node.knownMs[step]! += until - at;
      at = until;
      catchUp(at);
    }
  }
  return node;
}

function addNode(total: Steps, node: Steps): void {
  node.knownMs.forEach((knownMs, step) => {
    if (knownMs === 0) return;
    total.knownMs[step]! += knownMs;
    total.mean[step]! += node.mean[step]! / knownMs;
    total.min[step]! += node.min[step]!;
    total.max[step]! += node.max[step]!;
  });
}

/** What the first reading of a watch finds has not just come, and what it misses has not just gone. */
function countChurn(
  total: Steps,
  connections: readonly KeptConnection[],
  spans: readonly Span[],
  grid: TimeGrid,
): void {
  const count = (steps: Float64Array, at: number | null) => {
    if (at === null || !spans.some(({ from, to }) => at > from && at <= to)) return;
    const step = stepAt(grid, at);
    if (step >= 0 && step < grid.steps) steps[step]! += 1;
  };
  for (const { connectedAt, goneAt } of connections) {
    count(total.opened, connectedAt);
    count(total.closed, goneAt);
  }
}
