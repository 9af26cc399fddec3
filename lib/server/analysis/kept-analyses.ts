import 'server-only';
import { deflateSync, inflateSync } from 'node:zlib';
import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import { database } from '../database';

/** An analysis without its result, as it is kept; names of keys are for people with the same Redis user alone. */
export interface KeptAnalysis extends AnalysisSummary {
  refusals: Refusal[];
}

/** Of one instance, database and user: the latest. */
const MOST_KEPT = 30;
/** A result shrinks to a tenth at every level; the higher ones only take longer. */
const LEVEL = 3;

const OPEN_STATES = "('running', 'paused', 'reconnecting')";

/** What stands in no column of its own. */
type Account = Pick<
  KeptAnalysis,
  'options' | 'seenKeys' | 'totalKeys' | 'bytes' | 'isWhole' | 'error' | 'refusals'
>;

const toAccount = ({ options, seenKeys, totalKeys, bytes, isWhole, error, refusals }: Account): string =>
  JSON.stringify({ options, seenKeys, totalKeys, bytes, isWhole, error, refusals } satisfies Account);

interface Row {
  id: number;
  db: number;
  user: string;
  state: AnalysisSummary['state'];
  startedAt: number;
  endedAt: number | null;
  account: string;
}

const COLUMNS =
  'id, database AS db, username AS user, state, started_at AS startedAt, ended_at AS endedAt, account';

const toKept = ({ account, ...row }: Row): KeptAnalysis => ({ ...row, ...(JSON.parse(account) as Account) });

/**
 * Writes down that an analysis begins, and forgets the oldest ones of the same user.
 * @returns its id
 */
export function keepNewAnalysis(instance: string, kept: Omit<KeptAnalysis, 'id'>): number {
  const { db, user, state, startedAt } = kept;
  return database().transaction(() => {
    const { lastInsertRowid } = database()
      .prepare(
        `INSERT INTO analyses (instance, database, username, state, started_at, account)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(instance, db, user, state, startedAt, toAccount(kept));
    database()
      .prepare(
        `DELETE FROM analyses WHERE state NOT IN ${OPEN_STATES} AND id IN (
           SELECT id FROM analyses WHERE instance = ? AND database = ? AND username = ?
           ORDER BY id DESC LIMIT -1 OFFSET ${MOST_KEPT})`,
      )
      .run(instance, db, user);
    return Number(lastInsertRowid);
  })();
}

/** Writes down how far an analysis has come, with what it found. */
export function keepAnalysis(kept: KeptAnalysis, result: AnalysisResult): void {
  const { id, state, endedAt } = kept;
  database()
    .prepare('UPDATE analyses SET state = ?, ended_at = ?, account = ?, result = ? WHERE id = ?')
    .run(state, endedAt, toAccount(kept), deflateSync(JSON.stringify(result), { level: LEVEL }), id);
}

/** The analyses of a database that a person's user has made, the newest first. */
export function listKeptAnalyses({ instance, username }: Access, db: number): KeptAnalysis[] {
  const rows = database()
    .prepare(
      `SELECT ${COLUMNS} FROM analyses WHERE instance = ? AND database = ? AND username = ? ORDER BY id DESC`,
    )
    .all(instance.id, db, username) as Row[];
  return rows.map(toKept);
}

/** What an analysis found; `null` where it ended before anything was kept. */
export function readKeptResult(id: number): AnalysisResult | null {
  const row = database().prepare('SELECT result FROM analyses WHERE id = ?').get(id) as
    { result: Buffer | null } | undefined;
  return row?.result ? (JSON.parse(inflateSync(row.result).toString()) as AnalysisResult) : null;
}

export function forgetKeptAnalysis(id: number): void {
  database().prepare('DELETE FROM analyses WHERE id = ?').run(id);
}

/** At start: what was still running when the dashboard ended is gone on with by nobody. */
export function settleInterruptedAnalyses(): void {
  const error = {
    code: 'INTERRUPTED',
    message: 'The dashboard ended before the analysis did. What was counted until then is kept as a sample.',
    remedy: 'Start another analysis.',
  };
  database()
    .prepare(
      `UPDATE analyses SET state = 'interrupted', ended_at = ?, account = json_set(account, '$.error', json(?))
       WHERE state IN ${OPEN_STATES}`,
    )
    .run(Date.now(), JSON.stringify(error));
}
