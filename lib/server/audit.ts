import 'server-only';
import { database } from './database';
import { AppError } from './errors';

export type AuditOutcome = 'intended' | 'running' | 'done' | 'failed' | 'denied';

/** Who did what to which instance, when, with which result. */
export interface AuditEntry {
  id: number;
  /** Unix milliseconds. */
  at: number;
  instance: string;
  person: string;
  address: string;
  action: string;
  input: unknown;
  /** `intended` after a crash means: nobody knows whether it was carried out. */
  outcome: AuditOutcome;
  finishedAt: number | null;
  error: { code: string; message: string } | null;
  result: unknown;
}

const COLUMNS =
  'id, at, instance, person, address, action, input, outcome, finished_at AS finishedAt, error, result';

type Row = Omit<AuditEntry, 'input' | 'error' | 'result'> & {
  input: string;
  error: string | null;
  result: string | null;
};

const toEntry = (row: Row): AuditEntry => ({
  ...row,
  input: JSON.parse(row.input),
  error: row.error && JSON.parse(row.error),
  result: row.result && JSON.parse(row.result),
});

/**
 * Writes what is about to be done, durably, before it is done.
 * @returns the entry's id
 * @throws AppError AUDIT_UNAVAILABLE (503) when it cannot be written: then nothing may be done
 */
export function recordIntent(
  entry: Pick<AuditEntry, 'instance' | 'person' | 'address' | 'action' | 'input'>,
): number {
  try {
    const { lastInsertRowid } = database()
      .prepare(
        `INSERT INTO audit (at, instance, person, address, action, input, outcome)
         VALUES (?, ?, ?, ?, ?, ?, 'intended')`,
      )
      .run(
        Date.now(),
        entry.instance,
        entry.person,
        entry.address,
        entry.action,
        JSON.stringify(entry.input),
      );
    return Number(lastInsertRowid);
  } catch (error) {
    console.error('The audit log cannot be written:', error);
    throw unavailable('so nothing was done');
  }
}

const unavailable = (consequence: string) =>
  new AppError('AUDIT_UNAVAILABLE', `The audit log cannot be written, ${consequence}.`, {
    status: 503,
    remedy: 'Check the disk under HITRATE_DATA: it may be full or read-only.',
  });

/**
 * Writes how far a deed has come, durably, before it goes on.
 * @throws AppError AUDIT_UNAVAILABLE (503) when it cannot be written: then nothing more may be done
 */
export function recordProgress(id: number, soFar: unknown): void {
  try {
    database()
      .prepare(`UPDATE audit SET outcome = 'running', result = ? WHERE id = ?`)
      .run(JSON.stringify(soFar), id);
  } catch (error) {
    console.error(`The progress of audit entry ${id} could not be written:`, error);
    throw unavailable('so it goes no further');
  }
}

/**
 * Writes how it went. The deed is done by then, so a failure to write is logged, not thrown. What a deed that fails
 * has told of its progress stays.
 */
export function recordOutcome(
  id: number,
  outcome: Exclude<AuditOutcome, 'intended'>,
  { error = null, result = null }: { error?: AuditEntry['error']; result?: unknown } = {},
): void {
  try {
    database()
      .prepare(
        'UPDATE audit SET outcome = ?, finished_at = ?, error = ?, result = COALESCE(?, result) WHERE id = ?',
      )
      .run(
        outcome,
        outcome === 'running' ? null : Date.now(),
        error && JSON.stringify(error),
        result === null ? null : JSON.stringify(result),
        id,
      );
  } catch (failure) {
    console.error(`The outcome "${outcome}" of audit entry ${id} could not be written:`, failure);
  }
}

/** At start: what was still running when the dashboard ended has been followed by nobody. */
export function settleInterrupted(): void {
  const message = 'The dashboard ended before this did: whether it succeeded is not known.';
  database()
    .prepare(`UPDATE audit SET outcome = 'failed', finished_at = ?, error = ? WHERE outcome = 'running'`)
    .run(Date.now(), JSON.stringify({ code: 'INTERRUPTED', message }));
}

/** One page of the log. */
export interface AuditPage {
  entries: AuditEntry[];
  /** Pass it as `before` for the next page; `null` at the end. */
  before: number | null;
}

/**
 * Reads the log, the newest first.
 * @param instances whose entries; an empty list has none
 * @param limit how many, at most
 * @param before only entries older than this id
 */
export function readAudit(
  instances: readonly string[],
  { limit, before }: { limit: number; before?: number },
): AuditPage {
  const rows = database()
    .prepare(
      `SELECT ${COLUMNS} FROM audit
       WHERE instance IN (SELECT value FROM json_each(?)) AND id < ?
       ORDER BY id DESC LIMIT ?`,
    )
    .all(JSON.stringify(instances), before ?? Number.MAX_SAFE_INTEGER, limit + 1) as Row[];
  const entries = rows.slice(0, limit).map(toEntry);
  return { entries, before: rows.length > limit ? entries.at(-1)!.id : null };
}

/** One entry; `null` when there is none. */
export function findAuditEntry(id: number): AuditEntry | null {
  const row = database().prepare(`SELECT ${COLUMNS} FROM audit WHERE id = ?`).get(id) as Row | undefined;
  return row ? toEntry(row) : null;
}
