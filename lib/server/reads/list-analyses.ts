import 'server-only';
import type { z } from 'zod';
import type { analysesSchema } from '@/lib/keyspace/analysis-schema';
import type { Access } from '../access';
import { busyNodesOf } from '../analysis/analysis-jobs';
import { findAnalyses } from '../analysis/find-analyses';

/** The analyses of a database that the person's user has made, and the nodes on which anybody runs one. */
export const listAnalyses = (
  access: Access,
  { db }: { db: number },
): Promise<z.infer<typeof analysesSchema>> =>
  Promise.resolve({
    at: Date.now(),
    analyses: findAnalyses(access, db),
    busy: busyNodesOf(access.watcher),
  });
