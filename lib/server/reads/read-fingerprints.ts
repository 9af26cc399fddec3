import 'server-only';
import type { z } from 'zod';
import { groupSlowlog } from '@/lib/slowlog/group-slowlog';
import { unitOfKind } from '@/lib/redis/slowlog-kinds';
import type { READS } from '@/lib/reads/reads';
import type { FingerprintsResponse } from '@/lib/schemas/slowlog';
import { stepSlowlog } from '@/lib/slowlog/step-slowlog';
import type { Access } from '../access';
import { readLog } from '../slowlog/read-log';
import { slowlogStore } from '../slowlog/slowlog-store';
import { readMarksIfAllowed } from './read-marks';

const MAX_GROUPS = 1_000;

/** Slow commands by shape over a span, and how many there were per step of it. */
export async function readFingerprints(
  access: Access,
  query: z.infer<(typeof READS)['fingerprints']['query']>,
): Promise<FingerprintsResponse> {
  const { node, kind, fingerprint, command, points } = query;
  const own = query.own === '1';
  const to = query.to ?? Date.now();
  const from = query.from ?? to - query.span;
  const log = await readLog(access, { node, kind, from, to, fingerprint, command, own });
  // One pass over what is kept, since it may be fifty thousand.
  const figures = [...slowlogStore().figures(log.query), ...log.ring];
  const groups = groupSlowlog(figures);
  return {
    ...log.facts,
    unit: unitOfKind(kind),
    groups: groups.slice(0, MAX_GROUPS),
    groupsTotal: groups.length,
    entries: figures.length,
    total: groups.reduce((sum, { total }) => sum + total, 0),
    ...stepSlowlog(figures, log.facts, points),
    ...(await readMarksIfAllowed(access, access.nodes(node), { from, to, points })),
  };
}
