import 'server-only';
import type { z } from 'zod';
import { findInKeyspace } from '@/lib/advisor/keyspace-findings';
import { toWireFinding } from '@/lib/advisor/keyspace-finding';
import { may } from '@/lib/capabilities';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';
import { toAnalysisView } from '@/lib/keyspace/analysis-view';
import { growthRows } from '@/lib/keyspace/growth-rows';
import type { READS } from '@/lib/reads/reads';
import { addKeysizes, readKeysizes } from '@/lib/redis/parse-keysizes';
import type { Access } from '../access';
import { busyNodesOf } from '../analysis/analysis-jobs';
import { findAnalyses, resultOf, type FoundAnalysis } from '../analysis/find-analyses';
import { AppError, toErrorBody } from '../errors';
import { databasesOf } from '../collector/keys-by-database';
import { readKeyspaceFacts } from './read-keyspace-facts';

/**
 * One analysis of a database, seen from a prefix, also while it goes on.
 * @throws AppError UNKNOWN_ANALYSIS
 */
export async function readAnalysis(
  access: Access,
  { db, id, prefix, against }: z.infer<(typeof READS)['analysis']['query']>,
): Promise<AnalysisAnswer> {
  const analyses = findAnalyses(access, db);
  const analysis = id === undefined ? (analyses[0] ?? null) : find(analyses, id, 'id');
  const earlier = against === undefined ? null : find(analyses, against, 'against');
  const result = analysis && resultOf(access, analysis);
  const before = earlier && resultOf(access, earlier);
  const { commands } = await access.capabilities();
  const findings = result && findInKeyspace(result, await readKeyspaceFacts(access)).map(toWireFinding);
  return {
    at: Date.now(),
    database: db,
    databases: may(commands.info) ? databasesOf(access) : [],
    analyses: analyses.map(toSummary),
    busy: busyNodesOf(access.watcher),
    analysis,
    result: result && toAnalysisView(result, prefix, findings ?? []),
    against:
      earlier && before && result && before.separators === result.separators
        ? { analysis: toSummary(earlier), ...growthRows(before, result) }
        : null,
    keysizes: await keysizesOf(access, db),
  };
}

const toSummary = ({ nodes: _, refusals: __, ...summary }: FoundAnalysis): AnalysisSummary => summary;

function find(analyses: readonly FoundAnalysis[], id: number, field: string): FoundAnalysis {
  const found = analyses.find((each) => each.id === id);
  if (found) return found;
  throw new AppError('UNKNOWN_ANALYSIS', `Your Redis user has no analysis ${id} of this database.`, {
    status: 404,
    details: { field },
  });
}

/** By the collector's INFO: for who may ask INFO too. */
async function keysizesOf(access: Access, db: number): Promise<AnalysisAnswer['keysizes']> {
  try {
    await access.require('info');
  } catch (error) {
    const { code, message, line } = toErrorBody(error).body.error;
    return { code, message, line };
  }
  const all = access.watcher.summedNodes.map(({ info }) => info && readKeysizes(info, db));
  const known = all.filter((each) => each !== null);
  return known.length > 0 ? addKeysizes(known) : null;
}
