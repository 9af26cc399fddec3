import 'server-only';
import type { Source } from '@/lib/metrics/catalogue';
import { atLeast } from '@/lib/redis/compare-versions';
import { identifyServer } from '@/lib/redis/identify-server';
import { parseInfo, type Info } from '@/lib/redis/parse-info';
import { parseLatencyHistogram, type LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { parseLatencyLatest, type LatencyEvent } from '@/lib/redis/parse-latency-monitor';
import { parseSlowlog, type SlowlogEntry } from '@/lib/redis/parse-slowlog';
import { number, text, type Reply } from '@/lib/redis/reply';
import type { Connection } from '../redis/connection';
import type { AppError } from '../errors';

/** What one poll brought; a part is `null` when it was not due. */
export interface PollReply {
  info: Info;
  /** Newest slow log id + 1: SLOWLOG LEN stops at slowlog-max-len, the ids do not. */
  slowlogTotal: number | null;
  /** The slow log itself: how long it is, `null` where nobody may know, and its newest entry. */
  slowlog: { length: number | null; newest: SlowlogEntry | null } | null;
  histogram: Map<string, LatencyHistogram> | null;
  /** The newest spikes of the latency monitor. */
  spikes: LatencyEvent[] | null;
  /** Sources that this user or this server refuses. */
  refused: Source[];
}

/**
 * Reads the sources that are due, in one round trip and with one INFO.
 *
 * @param connection the collector's
 * @param due which sources; `info` always comes along
 * @param known the INFO before, which tells how this version takes several sections
 * @param unasked further questions that were refused on this connection: each refusal is an entry in the ACL log
 * @throws AppError when INFO itself fails
 */
export async function readSources(
  connection: Connection,
  due: ReadonlySet<Source>,
  known: Info | null,
  unasked: Set<string>,
): Promise<PollReply> {
  const commands: [string, ...string[]][] = [infoCommand(due, known)];
  const ask = (source: Source, command: [string, ...string[]]) =>
    due.has(source) && !unasked.has(command.join(' ')) ? commands.push(command) - 1 : -1;
  const slowlogAt = ask('slowlog', ['SLOWLOG', 'GET', '1']);
  const lengthAt = ask('slowlog', ['SLOWLOG', 'LEN']);
  const histogramAt = ask('latency', ['LATENCY', 'HISTOGRAM']);
  const spikesAt = ask('latency', ['LATENCY', 'LATEST']);

  const replies = await connection.callAll(commands);
  if (replies[0] instanceof Error) throw replies[0];
  const replyAt = (index: number) => (index < 0 ? null : replies[index]!);
  const [slowlog, length] = [replyAt(slowlogAt), replyAt(lengthAt)];
  const [histogram, spikes] = [replyAt(histogramAt), replyAt(spikesAt)];
  for (const at of [lengthAt, spikesAt]) {
    if (at >= 0 && replies[at] instanceof Error) unasked.add(commands[at]!.join(' '));
  }
  const newest = isAnswer(slowlog) ? (parseSlowlog(slowlog)[0] ?? null) : null;
  return {
    info: parseInfo(text(replies[0] ?? null) ?? ''),
    slowlogTotal: isAnswer(slowlog) ? (newest?.id ?? -1) + 1 : null,
    slowlog: isAnswer(slowlog) ? { length: isAnswer(length) ? number(length) : null, newest } : null,
    histogram: isAnswer(histogram) ? parseLatencyHistogram(histogram) : null,
    spikes: isAnswer(spikes) ? parseLatencyLatest(spikes) : null,
    refused: [
      ...(slowlog instanceof Error ? (['slowlog'] as const) : []),
      ...(histogram instanceof Error ? (['latency'] as const) : []),
    ],
  };
}

const isAnswer = (reply: Reply | AppError): reply is Exclude<Reply, null | Error> =>
  reply !== null && !(reply instanceof Error);

/** INFO, with the sections of what is due: several in one call are known from 7.0 on. */
function infoCommand(due: ReadonlySet<Source>, known: Info | null): [string, ...string[]] {
  const sections = [
    ...(due.has('commands') ? ['commandstats'] : []),
    // A tenth of a millisecond, beside the histogram's three.
    ...(due.has('latency') ? ['latencystats'] : []),
  ];
  if (!known || sections.length === 0) return ['INFO'];
  const { engine, version } = identifyServer(known);
  const takesSections = engine === 'valkey' || (engine === 'redis' && atLeast(version, '7.0'));
  if (takesSections) return ['INFO', 'default', ...sections];
  return due.has('commands') ? ['INFO', 'all'] : ['INFO'];
}
