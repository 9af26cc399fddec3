import 'server-only';
import type { z } from 'zod';
import { COMMAND_COLOURS } from '@/lib/metrics/command-colours';
import {
  commandHistory,
  commandLayers,
  commandPoints,
  pointsWithoutOwn,
  type CommandPoints,
} from '@/lib/metrics/command-series';
import { commandTable, type CommandRow } from '@/lib/metrics/command-table';
import { commandTypeOf } from '@/lib/metrics/command-totals';
import { OTHER } from '@/lib/metrics/families';
import { nodeCommands } from '@/lib/metrics/node-commands';
import type { Point } from '@/lib/metrics/series';
import type { READS } from '@/lib/reads/reads';
import type { CommandsResponse, CommandTableRow } from '@/lib/schemas/commands';
import type { Access } from '../access';
import type { NodeWatcher } from '../collector/node-watcher';
import { queriedSpan } from './queried-span';
import type { CommandFamilies } from './command-families';
import { NOTHING_KNOWN, readSpans } from './command-spans';
import { orProblem } from './or-problem';
import { readMarks } from './read-marks';

/** What every command of a node, or of all primaries, did over a span and over the one before. */
export async function readCommands(
  access: Access,
  query: z.infer<(typeof READS)['commands']['query']>,
): Promise<CommandsResponse> {
  const { from, to } = queriedSpan(query);
  const nodes = query.node === undefined ? access.watcher.summedNodes : [access.node(query.node)];
  const ids = nodes.map(({ id }) => id);
  const span = { instance: access.instance.id, nodes: ids, from, to, points: query.points };
  const own = query.own === '1';

  const [{ answer: known, problem }, { markers, absences, ...marks }] = await Promise.all([
    orProblem(readSpans(span, query.before === '1'), NOTHING_KNOWN),
    readMarks(access, nodes, span),
  ]);
  const { stepMs } = known.sum.calls;
  const lengthMs = to - from;
  const now = known.nodes.map(nodeCommands);
  const before = known.nodesBefore.map(nodeCommands);

  const { rows, total } = commandTable(now, before, own);
  const counted = (points: CommandPoints) => (own ? points : pointsWithoutOwn(points));
  const countedPoints = (families: CommandFamilies) =>
    new Map([...commandPoints(families)].map(([command, points]) => [command, counted(points)]));
  const points = countedPoints(known.sum);
  const pointsBefore = query.before === '1' && known.sumBefore ? countedPoints(known.sumBefore) : null;
  const trendPoints = countedPoints(known.trends);
  // The mean main thread is that of the nodes that are known at all.
  const threads = Math.max(1, now.filter(({ elapsedMs }) => elapsedMs > 0).length);
  const named = rows.flatMap(({ command }) => (command === OTHER ? [] : command)).slice(0, COMMAND_COLOURS);
  const layersBefore = pointsBefore && commandLayers(pointsBefore, named, threads);

  return {
    ...{ from, to, stepMs },
    nodes: ids.length,
    knownMs: Math.max(0, ...now.map(({ elapsedMs }) => elapsedMs)),
    beforeMs: Math.max(0, ...before.map(({ elapsedMs }) => elapsedMs)),
    tells: whatIsTold(nodes, commandTable(now, before, true).total),
    total,
    commands: rows.map((row) => ({
      ...row,
      type: typeOf(row.command, nodes),
      trend: (trendPoints.get(row.command)?.calls ?? []).map(([at, value]) => [at, value]),
    })),
    layers: commandLayers(points, named, threads).map(({ command, ...parts }) => {
      const then = layersBefore?.find((layer) => layer.command === command);
      const { callsPerSecond, mainThreadRatio } = parts;
      return {
        command,
        callsPerSecond: tuples(callsPerSecond),
        mainThreadRatio: tuples(mainThreadRatio),
        before: layersBefore && {
          callsPerSecond: tuples(then?.callsPerSecond ?? [], lengthMs),
          mainThreadRatio: tuples(then?.mainThreadRatio ?? [], lengthMs),
        },
      };
    }),
    command: query.command ?? null,
    history: historyOf(points, query.command, threads, 0),
    historyBefore: pointsBefore && historyOf(pointsBefore, query.command, threads, lengthMs),
    markers,
    absences,
    problem: problem ?? marks.problem,
  };
}

/** Points as JSON has them. @param shiftMs to where they are drawn */
const tuples = (
  points: readonly Point[],
  shiftMs = 0,
): [number, number | null, number | null, number | null][] =>
  points.map(([at, mean, min, max]) => [at + shiftMs, mean, min, max]);

function historyOf(
  points: ReadonlyMap<string, CommandPoints>,
  command: string | undefined,
  threads: number,
  shiftMs: number,
): CommandsResponse['history'] {
  const ofCommand = command === undefined ? undefined : points.get(command);
  if (!ofCommand) return null;
  const history = commandHistory(ofCommand, threads);
  return {
    callsPerSecond: tuples(history.callsPerSecond, shiftMs),
    microsecondsPerCall: tuples(history.microsecondsPerCall, shiftMs),
    mainThreadRatio: tuples(history.mainThreadRatio, shiftMs),
    errorsPerSecond: tuples(history.errorsPerSecond, shiftMs),
  };
}

function typeOf(command: string, nodes: readonly NodeWatcher[]): CommandTableRow['type'] {
  const types = nodes.find(({ commandTypes }) => commandTypes.size > 0)?.commandTypes;
  return types === undefined || command === OTHER ? null : commandTypeOf(command, types);
}

/** @param total all commands, the dashboard's own among them: they are always there, so none is "not told" */
function whatIsTold(nodes: readonly NodeWatcher[], total: CommandRow): CommandsResponse['tells'] {
  if (total.calls > 0) {
    if (total.timeRatio === null) return 'noTime';
    return total.failedPerSecond === null && total.rejectedPerSecond === null ? 'noErrors' : 'all';
  }
  const rates = nodes.flatMap(({ latest }) => latest.commands?.values.commandCallsPerSecond ?? []);
  if (rates.length === 0) return 'notReadYet';
  return rates.every((rate) => rate === 0) ? 'nothing' : 'all';
}
