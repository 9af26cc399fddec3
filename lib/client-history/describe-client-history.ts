import { groupOf, type Grouping } from '@/lib/group-clients';
import { countOverTime, type CountOverTime } from './count-over-time';
import { groupBy } from './group-by';
import { endOf, type KeptConnection, type Watch } from './kept-connection';
import { byNode } from './node-records';
import { summariseConnections, type ConnectionFigures } from './summarise-connections';
import { describeBefore, type PeriodBefore } from './period-before';
import { gridOf } from './time-grid';

/** What connections of a history are grouped by: the database that one uses changes from command to command. */
export const HISTORY_GROUPINGS = ['name', 'user', 'address', 'library'] as const satisfies Grouping[];
export type HistoryGrouping = (typeof HISTORY_GROUPINGS)[number];

export interface ClientHistoryQuestion {
  connections: readonly KeptConnection[];
  /** Those of the period before, where it is compared with. */
  connectionsBefore?: readonly KeptConnection[];
  /** In order of time. */
  watches: readonly Watch[];
  by: HistoryGrouping;
  /** The span, Unix milliseconds. */
  from: number;
  to: number;
  points: number;
  /** How many groups are told over time; all others together are one more. */
  series: number;
  /** Unix milliseconds. */
  now: number;
}

/** One group of the table. */
export interface GroupFigures extends ConnectionFigures {
  key: string;
  /** Its part of the time that all connections together were open; `null` where none was. */
  share: number | null;
}

export interface ClientHistory {
  stepMs: number;
  /** The largest groups over time, and all others together with `key: null`: also those that were only there before. */
  series: (CountOverTime & { key: string | null; groups: number })[];
  total: ConnectionFigures & { overTime: CountOverTime };
  /** The largest groups with their figures, by the time that their connections were open. */
  groups: GroupFigures[];
  /** How many groups there are in all. */
  groupsTotal: number;
  /** The same series in the period before, moved to where they are compared; `null` where nothing is. */
  before: PeriodBefore | null;
}

/** So many groups have figures of their own. */
const MOST_GROUPS = 100;

/** What the connections of some nodes were over a span: by group, over time and in figures. */
export function describeClientHistory(question: ClientHistoryQuestion): ClientHistory {
  const { watches, by, from, to, points, now } = question;
  const grid = gridOf(from, to, points);
  const openMs = timesOpen(question);
  const connections = [...openMs.keys()];
  const byKey = groupBy(connections, (connection) => groupOf(connection, by));
  const sumOf = (group: readonly KeptConnection[]) =>
    group.reduce((sum, connection) => sum + openMs.get(connection)!, 0);
  const wholeMs = sumOf(connections);
  const connectedMs = new Map([...byKey].map(([key, group]) => [key, sumOf(group)]));
  const keys = [...byKey.keys()].sort(
    (a, b) => connectedMs.get(b)! - connectedMs.get(a)! || (a < b ? -1 : 1),
  );

  const count = (group: readonly KeptConnection[]) => {
    const nodes = byNode(group, watches);
    return { nodes, counted: countOverTime(nodes, grid, now) };
  };
  const figuresOf = ({ nodes, counted }: ReturnType<typeof count>) =>
    summariseConnections(nodes, counted, { from, to }, now);
  const counts = new Map(keys.slice(0, MOST_GROUPS).map((key) => [key, count(byKey.get(key)!)]));
  // A single other group can as well be named.
  const named = keys.length === question.series + 1 ? keys.length : question.series;
  const shown = keys.slice(0, named);
  const rest = keys.slice(named);
  const all = count(connections);
  const before = describeBefore(question, grid, shown);
  const hasOthers = rest.length > 0 || (before?.series.some(({ key }) => key === null) ?? false);
  return {
    stepMs: grid.stepMs,
    series: [
      ...shown.map((key) => ({ key, groups: 1, ...counts.get(key)!.counted })),
      ...(hasOthers
        ? [{ key: null, groups: rest.length, ...count(rest.flatMap((key) => byKey.get(key)!)).counted }]
        : []),
    ],
    total: { overTime: all.counted, ...figuresOf(all) },
    groups: [...counts].map(([key, counted]) => ({
      key,
      share: wholeMs === 0 ? null : connectedMs.get(key)! / wholeMs,
      ...figuresOf(counted),
    })),
    groupsTotal: keys.length,
    before,
  };
}

/**
 * For each connection that the span has anything to do with: milliseconds of it for which it is known to have been
 * open. Of one that came between two readings, or that is only known from a node that is gone, that can be none.
 */
function timesOpen({
  connections,
  watches,
  from,
  to,
  now,
}: ClientHistoryQuestion): Map<KeptConnection, number> {
  const spans = groupBy(watches, ({ node }) => node);
  const isWithin = (at: number | null) => at !== null && at > from && at <= to;
  const times = new Map<KeptConnection, number>();
  for (const connection of connections) {
    const { node, connectedAt, seenAt, goneAt } = connection;
    let openMs = 0;
    for (const watch of spans.get(node) ?? []) {
      const end = Math.min(goneAt ?? Infinity, endOf(watch, now), to);
      openMs += Math.max(0, end - Math.max(seenAt, watch.from, from));
    }
    if (openMs > 0 || isWithin(connectedAt) || isWithin(goneAt)) times.set(connection, openMs);
  }
  return times;
}
