import 'server-only';
import { may } from '@/lib/capabilities';
import { OWN_NAMES } from '@/lib/own-names';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { infoText } from '@/lib/redis/info-fields';
import { parseInfo } from '@/lib/redis/parse-info';
import { number, text } from '@/lib/redis/reply';
import type { Access } from '../access';
import { footprintOn, recordCall } from '../collector/footprint';
import type { NodeWatcher } from '../collector/node-watcher';
import type { PipelineConnection } from '../redis/pipeline-connection';
import { openUserPipeline } from '../redis/user-connections';
import { LatencyProbe } from './latency-probe';
import type { ScanPace } from './scan-pace';

/** A connection outlives a new password and `ACL SETUSER … off`, so it is replaced when it is this old. */
const MAX_AGE_MS = 30_000;

/** Two connections to a node as the person: one to scan, and one that tells what others notice of it. */
export interface NodeLink {
  connection: PipelineConnection;
  /** `null` where the person may not PING. */
  probe: LatencyProbe | null;
  /** Of the server's process; `null` where nobody may ask. */
  runId: string | null;
  /** DBSIZE; `null` where the person may not ask. */
  keys: number | null;
  /** Whether looking at a key leaves alone when it was last used. */
  keepsIdleTimes: boolean;
  /** Unix milliseconds. */
  openedAt: number;
}

/** A probe that was cut is missed for a moment, lest one that is always cut make a connection a moment. */
const WITHOUT_PROBE_MS = 5_000;

/** Whether a link should be replaced: it is old, or its probe was cut. */
export const isWorn = ({ openedAt, probe }: NodeLink): boolean =>
  Date.now() - openedAt > (probe?.hasEnded ? WITHOUT_PROBE_MS : MAX_AGE_MS);

export function closeLink({ connection, probe }: NodeLink): void {
  connection.close();
  probe?.end();
}

/**
 * Connects to a node as the person.
 * @param isReplica of a Cluster, which serves nobody who did not say READONLY
 * @throws AppError, SIGNED_OUT when Redis no longer accepts the person
 */
export async function openLink(
  access: Access,
  node: NodeWatcher,
  database: number,
  { pace, isReplica = false }: { pace: ScanPace; isReplica?: boolean },
): Promise<NodeLink> {
  const open = () =>
    openUserPipeline(access.ticket, access.instance.id, node.endpoint, OWN_NAMES.analysis, database);
  const { commands } = await access.capabilities();
  const mayAsk = (id: CommandId) => may(commands[id]);
  const connection = await open();
  try {
    const greeting: [CommandId, string[]][] = [
      ['client|no-touch', ['CLIENT', 'NO-TOUCH', 'ON']],
      ['info', ['INFO', 'server']],
      ['dbsize', ['DBSIZE']],
      ...(isReplica ? [['readonly', ['READONLY']] as [CommandId, string[]]] : []),
    ];
    const asked = greeting.filter(([id]) => mayAsk(id));
    const answers = await connection.ask(asked.map(([, command]) => command));
    asked.forEach(([, command], index) => {
      const answer = answers[index]!;
      if (!(answer instanceof Error)) recordCall(footprintOn(node.id), command, answer);
    });
    const replyTo = (id: CommandId) => {
      const answer = answers[asked.findIndex(([each]) => each === id)];
      return answer === undefined || answer instanceof Error ? null : answer;
    };
    const info = text(replyTo('info'));
    return {
      connection,
      probe: mayAsk('ping')
        ? new LatencyProbe(
            await open(),
            () => pace.probePauseMs,
            (ms) => pace.noteRoundTrip(ms),
          )
        : null,
      runId: info === null ? await runIdByCollector(node) : infoText(parseInfo(info), 'run_id'),
      keys: number(replyTo('dbsize')),
      keepsIdleTimes: replyTo('client|no-touch') !== null,
      openedAt: Date.now(),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** By a poll that begins now: an older one may be of a process that is gone. */
async function runIdByCollector(node: NodeWatcher): Promise<string | null> {
  await node.refresh();
  return node.state.state === 'down' || !node.info ? null : infoText(node.info, 'run_id');
}
