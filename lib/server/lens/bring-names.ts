import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import { countsBackwards } from '@/lib/redis/scan-order';
import type { Access } from '../access';
import type { AnalysisJob } from '../analysis/analysis-job';
import type { FollowedNames } from '../analysis/name-feed';
import type { NodeWatcher } from '../collector/node-watcher';
import { PaceKeeper, type Pace } from './pace';
import { scanNodeNames } from './scan-names';

export interface BroughtNames {
  database: number;
  pace: Pace;
  signal: AbortSignal;
  /** That goes over the same keys and brings their names anyway; `null`: there is none. */
  analysis: AnalysisJob | null;
}

/** A node, and what an analysis tells of it. */
interface SharedNode {
  /** Where SCAN goes: cursors mean nothing to another node. */
  node: NodeWatcher;
  followed: FollowedNames | null;
}

/**
 * Hands over every key name of an instance. What an analysis brings is not asked for again: only what it had passed
 * before, and what it leaves when it is paused or cancelled.
 * @param take what it promises is waited for, unless the analysis is not to wait
 * @returns when all names were handed over. A key that is there all the time comes at least once; one may come twice
 * @throws AppError where a node does not answer, or the analysis broke off in a way that leaves no cursor
 */
export async function bringNames(
  access: Access,
  { database, pace, signal, analysis }: BroughtNames,
  take: (names: readonly Bytes[]) => Promise<void> | undefined,
): Promise<void> {
  const keeper = new PaceKeeper(pace);
  const onNames = (names: readonly Bytes[]) => void take(names)?.catch(() => undefined);
  // All of them from now on: an analysis may go over the last before the first is done here.
  const shared = access.watcher.summedNodes.map((node) => shareNode(node, analysis, onNames, signal));
  for (const { node, followed } of shared) {
    const scan = async (range: { from?: string; until?: string }) => {
      for await (const names of scanNodeNames(access, node, { database, keeper, signal, ...range }))
        await take(names);
    };
    if (followed === null) {
      await scan({});
      continue;
    }
    if (followed.from !== '0') await scan({ until: followed.from });
    const from = await followed.until;
    signal.throwIfAborted();
    if (from !== null) await scan({ from });
  }
}

function shareNode(
  primary: NodeWatcher,
  analysis: AnalysisJob | null,
  onNames: (names: readonly Bytes[]) => void,
  signal: AbortSignal,
): SharedNode {
  const alone = { node: primary, followed: null };
  const part = analysis?.parts.find(({ plan }) => plan.primary === primary);
  const { server } = primary.state;
  // Where cursors tell no order, what the analysis has passed could not be made up for.
  const canJoin = part && (part.nextCursor === '0' || (server !== null && countsBackwards(server)));
  const followed = canJoin ? part.follow(onNames, signal) : null;
  return followed ? { node: part!.node, followed } : alone;
}
