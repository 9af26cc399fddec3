import 'server-only';
import type Database from 'better-sqlite3';
import type { SlowlogKind } from '@/lib/redis/slowlog-kinds';
import { database } from '../database';
import { singleton } from '../singleton';

/** One log of one run of a server: ids rise within it, and begin at 0 with the next run. */
export interface SlowlogRun {
  instance: string;
  node: string;
  /** `run_id` of INFO. */
  runId: string;
  kind: SlowlogKind;
}

/** An entry as it is kept: without secrets, with everything else. */
export interface KeptEntry {
  id: number;
  /** Unix milliseconds, by the server's clock. */
  at: number;
  /** Microseconds or bytes, as `unitOfKind` says. */
  amount: number;
  fingerprint: string;
  args: string[];
  argumentsTotal: number | null;
  clientAddress: string | null;
  clientName: string | null;
}

/** Entries that the server had logged and nobody could read. */
export interface SlowlogGap {
  node: string;
  /** Unix milliseconds: the missing entries lie between the two. */
  from: number;
  to: number;
  entries: number;
}

/** Which entries. */
export interface KeptQuery {
  instance: string;
  kind: SlowlogKind;
  /** Left out: all of them, those that the instance has no longer too. */
  node?: string;
  /** Unix milliseconds; `to` is the first moment after the span. */
  from: number;
  to: number;
  fingerprint?: string;
}

/** What a table of fingerprints is made of. */
export type KeptFigure = Pick<KeptEntry, 'at' | 'amount' | 'fingerprint'> & { node: string };

/** Of one log of one instance: adding all of them up is done at once, so their number is bounded. The oldest go first. */
const MAX_ENTRIES = 50_000;
const KEEP_MS = 30 * 86_400_000;

/** The slow logs of all nodes, kept in the embedded store beyond the server's own ring of 128. */
export class SlowlogStore {
  /** Entries by instance and kind; counted once, then kept in step, so that an insert costs the same at any size. */
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly database: Database.Database,
    private readonly maxEntries = MAX_ENTRIES,
  ) {}

  /** The id that the next entry of a run will have; `null` where none is known. */
  nextId(run: SlowlogRun): number | null {
    return this.findRun(run)?.nextId ?? null;
  }

  /**
   * Keeps what was read, in one transaction; an entry that is there already stays as it is.
   *
   * @param entries the newest of the log, oldest first, without a hole between them
   * @param startedAt Unix milliseconds when the server's run began
   * @param now Unix milliseconds
   */
  keep(run: SlowlogRun, entries: readonly KeptEntry[], startedAt: number, now: number): void {
    const known = this.findRun(run);
    if (known && entries.length === 0) return;
    const write = this.database.transaction(() => {
      const row = known ?? this.beginRun(run, startedAt, now);
      const first = entries[0];
      if (!first) return;
      const missed = row.nextId === null ? 0 : first.id - row.nextId;
      if (missed > 0) this.recordGap(run, row, first, missed);
      this.insert(run, row.run, entries);
      this.forgetOldest(run, now);
    });
    try {
      write.immediate();
    } catch (error) {
      // Nothing of it was written: the count of what is there has to be taken anew.
      this.counts.delete(countKey(run));
      throw error;
    }
  }

  /**
   * Entries, newest first.
   * @param before where the page before ended, as it said; left out: from the newest
   * @returns at most `limit` entries, and where the next page begins; `null` at the end
   */
  page(
    query: KeptQuery,
    limit: number,
    before: SlowlogCursor = { at: Number.MAX_SAFE_INTEGER, seq: 0 },
  ): { entries: (KeptEntry & { node: string })[]; next: SlowlogCursor | null } {
    const rows = this.database
      .prepare(
        `SELECT e.seq, r.node, e.id, e.at, e.amount, e.fingerprint, e.args,
           e.arguments_total AS argumentsTotal, e.client_address AS clientAddress, e.client_name AS clientName
         FROM slowlog_entries e JOIN slowlog_runs r ON r.run = e.run
         WHERE ${CONDITIONS} AND (e.at, e.seq) < (@at, @seq)
         ORDER BY e.at DESC, e.seq DESC LIMIT @limit`,
      )
      .all({ ...parameters(query), ...before, limit: limit + 1 }) as PageRow[];
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: shown.map(({ seq: _, args, ...entry }) => ({ ...entry, args: JSON.parse(args) as string[] })),
      next: rows.length > limit && last ? { at: last.at, seq: last.seq } : null,
    };
  }

  /**
   * What entries cost, for adding up; read from the index alone, since there may be fifty thousand.
   */
  *figures({ instance, kind, node, from, to, fingerprint }: KeptQuery): Generator<KeptFigure> {
    const nodes = new Map(
      this.database
        .prepare('SELECT run, node FROM slowlog_runs WHERE instance = ? AND kind = ?')
        .raw()
        .all(instance, kind) as [number, string][],
    );
    const rows = this.database
      .prepare(
        `SELECT run, at, amount, fingerprint FROM slowlog_entries INDEXED BY slowlog_by_time
         WHERE instance = ? AND kind = ? AND at >= ? AND at < ? AND (? IS NULL OR fingerprint = ?)`,
      )
      .raw()
      .all(instance, kind, from, to, fingerprint ?? null, fingerprint ?? null) as FigureRow[];
    for (const [run, at, amount, shape] of rows) {
      const owner = nodes.get(run)!;
      if (node === undefined || node === owner) yield { node: owner, at, amount, fingerprint: shape };
    }
  }

  /** What is missing within a span, oldest first. */
  gaps({ instance, kind, node, from, to }: KeptQuery): SlowlogGap[] {
    return this.database
      .prepare(
        `SELECT r.node, g.from_at AS "from", g.to_at AS "to", g.entries
         FROM slowlog_gaps g JOIN slowlog_runs r ON r.run = g.run
         WHERE r.instance = ? AND r.kind = ? AND (? IS NULL OR r.node = ?) AND g.to_at >= ? AND g.from_at < ?
         ORDER BY g.from_at`,
      )
      .all(instance, kind, node ?? null, node ?? null, from, to) as SlowlogGap[];
  }

  /**
   * Since when entries are kept of a log.
   * @param now Unix milliseconds
   * @returns Unix milliseconds; `null` where it has never been read
   */
  keptSince(
    { instance, kind, node }: Pick<KeptQuery, 'instance' | 'kind' | 'node'>,
    now: number,
  ): number | null {
    const oldest = this.database
      .prepare('SELECT min(at) FROM slowlog_entries WHERE instance = ? AND kind = ?')
      .pluck()
      .get(instance, kind) as number | null;
    const begun = this.database
      .prepare(
        'SELECT min(since) FROM slowlog_runs WHERE instance = ? AND kind = ? AND (? IS NULL OR node = ?)',
      )
      .pluck()
      .get(instance, kind, node ?? null, node ?? null) as number | null;
    if (begun === null || oldest === null) return begun;
    // Where the oldest were let go, what is left begins later than the first reading.
    if (this.count({ instance, kind }) >= this.maxEntries) return oldest;
    return Math.max(Math.min(begun, oldest), now - KEEP_MS);
  }

  private findRun({ instance, node, runId, kind }: SlowlogRun): RunRow | undefined {
    return this.database
      .prepare(
        `SELECT run, next_id AS nextId, since FROM slowlog_runs
         WHERE instance = ? AND node = ? AND kind = ? AND run_id = ?`,
      )
      .get(instance, node, kind, runId) as RunRow | undefined;
  }

  private beginRun({ instance, node, runId, kind }: SlowlogRun, startedAt: number, now: number): RunRow {
    const earlier = this.database
      .prepare('SELECT count(*) FROM slowlog_runs WHERE instance = ? AND node = ? AND kind = ?')
      .pluck()
      .get(instance, node, kind) as number;
    // What had left the ring before the node was first looked at is its past. A run after one that was read has none:
    // whatever of it is gone was missed.
    const nextId = earlier > 0 ? 0 : null;
    const since = earlier > 0 ? Math.min(startedAt, now) : now;
    this.database
      .prepare(
        `DELETE FROM slowlog_runs WHERE instance = ? AND node = ? AND kind = ? AND since < ?
         AND NOT EXISTS (SELECT 1 FROM slowlog_entries e WHERE e.run = slowlog_runs.run)`,
      )
      .run(instance, node, kind, now - KEEP_MS);
    const { lastInsertRowid } = this.database
      .prepare(
        'INSERT INTO slowlog_runs (instance, node, kind, run_id, next_id, since) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(instance, node, kind, runId, nextId, since);
    return { run: Number(lastInsertRowid), nextId, since };
  }

  private recordGap(run: SlowlogRun, row: RunRow, first: KeptEntry, entries: number): void {
    const lastAt = this.database
      .prepare('SELECT at FROM slowlog_entries WHERE run = ? AND id = ?')
      .pluck()
      .get(row.run, row.nextId! - 1) as number | undefined;
    const from = Math.min(lastAt ?? row.since, first.at);
    this.database
      .prepare('INSERT INTO slowlog_gaps (run, from_at, to_at, entries) VALUES (?, ?, ?, ?)')
      .run(row.run, from, first.at, entries);
  }

  private insert(log: SlowlogRun, run: number, entries: readonly KeptEntry[]): void {
    const insert = this.database.prepare(
      `INSERT INTO slowlog_entries
         (run, id, instance, kind, at, amount, fingerprint, args, arguments_total, client_address, client_name)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, id) DO NOTHING`,
    );
    const before = this.count(log);
    let added = 0;
    for (const { id, at, amount, fingerprint, args, argumentsTotal, clientAddress, clientName } of entries) {
      added += insert.run(
        ...[run, id, log.instance, log.kind, at, amount, fingerprint],
        ...[JSON.stringify(args), argumentsTotal, clientAddress, clientName],
      ).changes;
    }
    this.database
      .prepare('UPDATE slowlog_runs SET next_id = ? WHERE run = ?')
      .run(entries.at(-1)!.id + 1, run);
    this.counts.set(countKey(log), before + added);
  }

  private forgetOldest(log: Pick<SlowlogRun, 'instance' | 'kind'>, now: number): void {
    const { instance, kind } = log;
    const surplus = Math.max(0, this.count(log) - this.maxEntries);
    const { changes } = this.database
      .prepare(
        `DELETE FROM slowlog_entries WHERE seq IN (
           SELECT seq FROM slowlog_entries WHERE instance = ? AND kind = ? ORDER BY at, seq LIMIT ?)`,
      )
      .run(instance, kind, surplus);
    const aged = this.database
      .prepare('DELETE FROM slowlog_entries WHERE instance = ? AND kind = ? AND at < ?')
      .run(instance, kind, now - KEEP_MS).changes;
    if (changes + aged === 0) return;
    this.counts.set(countKey(log), this.count(log) - changes - aged);
    this.database.prepare('DELETE FROM slowlog_gaps WHERE to_at < ?').run(now - KEEP_MS);
  }

  private count(log: Pick<SlowlogRun, 'instance' | 'kind'>): number {
    const known = this.counts.get(countKey(log));
    if (known !== undefined) return known;
    const counted = this.database
      .prepare('SELECT count(*) FROM slowlog_entries WHERE instance = ? AND kind = ?')
      .pluck()
      .get(log.instance, log.kind) as number;
    this.counts.set(countKey(log), counted);
    return counted;
  }
}

/** Where a page of entries ended. */
export interface SlowlogCursor {
  at: number;
  seq: number;
}

interface RunRow {
  run: number;
  nextId: number | null;
  since: number;
}

type FigureRow = [run: number, at: number, amount: number, fingerprint: string];

type PageRow = Omit<KeptEntry, 'args'> & { node: string; seq: number; args: string };

const CONDITIONS = `e.instance = @instance AND e.kind = @kind AND e.at >= @from AND e.at < @to
  AND (@node IS NULL OR r.node = @node) AND (@fingerprint IS NULL OR e.fingerprint = @fingerprint)`;

const parameters = ({ node = undefined, fingerprint = undefined, ...query }: KeptQuery) => ({
  ...query,
  node: node ?? null,
  fingerprint: fingerprint ?? null,
});

const countKey = ({ instance, kind }: Pick<SlowlogRun, 'instance' | 'kind'>) => `${instance} ${kind}`;

/** The store of this process. */
export const slowlogStore = (): SlowlogStore =>
  singleton('slowlog-store', () => new SlowlogStore(database()));
