import { infoFlag, infoNumber } from '@/lib/redis/info-fields';
import type { Info } from '@/lib/redis/parse-info';
import type { Marker } from './markers';

/** What a server does beside its work, and since when. */
export interface Running {
  kind: 'save' | 'rewrite';
  /** Unix milliseconds. */
  from: number;
}

const FIELDS = [
  { kind: 'save', flag: 'rdb_bgsave_in_progress', seconds: 'rdb_current_bgsave_time_sec' },
  { kind: 'rewrite', flag: 'aof_rewrite_in_progress', seconds: 'aof_current_rewrite_time_sec' },
] as const;

const TEXTS = { save: 'Snapshot is being saved', rewrite: 'AOF is being rewritten' } as const;

/** Redis tells whole seconds, and the reply takes its time. */
const SLACK_MS = 2_000;

/**
 * What runs, by one INFO reply.
 * @param at Unix milliseconds of the reply
 * @param before what ran by the reply before: as long as it goes on, it has begun when it was first told to have
 */
export function runningBy(info: Info, at: number, before: readonly Running[]): Running[] {
  return FIELDS.flatMap(({ kind, flag, seconds }): Running[] => {
    if (!infoFlag(info, flag)) return [];
    const from = at - Math.max(0, infoNumber(info, seconds) ?? 0) * 1000;
    const known = before.find((each) => each.kind === kind);
    // Another one can have begun between two replies.
    return [known && from - known.from < SLACK_MS ? known : { kind, from }];
  });
}

/**
 * Markers with what still runs, which lasts until the end of what is drawn.
 * @param running by node
 * @param to the end of what is drawn, Unix milliseconds
 */
export function withRunning(
  markers: readonly Marker[],
  running: readonly (Running & { node: string })[],
  to: number,
): Marker[] {
  const hasEnded = ({ node, kind, from }: Running & { node: string }) =>
    markers.some(
      (marker) =>
        marker.node === node &&
        (marker.kind === kind || marker.kind === `${kind}-failed`) &&
        marker.at > from + SLACK_MS,
    );
  return [
    ...markers,
    ...running
      // The end can be heard of before the news that nothing runs.
      .filter((each) => each.from < to && !hasEnded(each))
      .map(({ node, kind, from }): Marker => ({ node, kind, from, at: to, text: TEXTS[kind] })),
  ];
}
