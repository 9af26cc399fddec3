import 'server-only';
import type { Source } from '@/lib/metrics/catalogue';
import { atLeast } from '@/lib/redis/compare-versions';
import { identifyServer } from '@/lib/redis/identify-server';
import { parseInfo, type Info } from '@/lib/redis/parse-info';
import { parseLatencyHistogram, type LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { parseSlowlog } from '@/lib/redis/parse-slowlog';
import { text, type Reply } from '@/lib/redis/reply';
import type { Connection } from './connection';
import type { AppError } from './errors';

/** What one poll brought; a part is `null` when it was not due. */
export interface PollReply {
  info: Info;
  /** Newest slow log id + 1: SLOWLOG LEN stops at slowlog-max-len, the ids do not. */
  slowlogTotal: number | null;
  histogram: Map<string, LatencyHistogram> | null;
  /** Sources that this user or this server refuses. */
  refused: Source[];
}

/**
 * Reads the sources that are due, in one round trip and with one INFO.
 *
 * @param connection the collector's
 * @param due which sources; `info` always comes along
 * @param known the INFO before, which tells how this version takes several sections
 * @throws AppError when INFO itself fails
 */
export async function readSources(
  connection: Connection,
  due: ReadonlySet<Source>,
  known: Info | null,
): Promise<PollReply> {
  const commands: [string, ...string[]][] = [infoCommand(due.has('commands') ? known : null)];
  const ask = (source: Source, command: [string, ...string[]]) =>
    due.has(source) ? commands.push(command) - 1 : -1;
  const slowlogAt = ask('slowlog', ['SLOWLOG', 'GET', '1']);
  const histogramAt = ask('latency', ['LATENCY', 'HISTOGRAM']);

  const replies = await connection.callAll(commands);
  if (replies[0] instanceof Error) throw replies[0];
  const slowlog = slowlogAt < 0 ? null : replies[slowlogAt]!;
  const histogram = histogramAt < 0 ? null : replies[histogramAt]!;
  return {
    info: parseInfo(text(replies[0] ?? null) ?? ''),
    slowlogTotal: isAnswer(slowlog) ? (parseSlowlog(slowlog)[0]?.id ?? -1) + 1 : null,
    histogram: isAnswer(histogram) ? parseLatencyHistogram(histogram) : null,
    refused: [
      ...(slowlog instanceof Error ? (['slowlog'] as const) : []),
      ...(histogram instanceof Error ? (['latency'] as const) : []),
    ],
  };
}

const isAnswer = (reply: Reply | AppError): reply is Exclude<Reply, null | Error> =>
  reply !== null && !(reply instanceof Error);

/** INFO, with commandstats when they are due: several sections in one call are known from 7.0 on. */
function infoCommand(withCommandstats: Info | null): [string, ...string[]] {
  if (!withCommandstats) return ['INFO'];
  const { engine, version } = identifyServer(withCommandstats);
  const takesSections = engine === 'valkey' || (engine === 'redis' && atLeast(version, '7.0'));
  return takesSections ? ['INFO', 'default', 'commandstats'] : ['INFO', 'all'];
}
