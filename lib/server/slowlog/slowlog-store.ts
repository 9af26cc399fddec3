import 'server-only';
import { setImmediate } from 'node:timers/promises';
import type { SlowlogKind } from '@/lib/redis/slowlog-kinds';
import { database } from '../database';
import { singleton } from '../singleton';
import { countKey, KEEP_MS, KeptSlowlog, type KeptEntry } from './kept-slowlog';

/** One log of one run of a server: ids rise within it, and begin at 0 with the next run. */
export interface SlowlogRun {
  instance: string;
  node: string;
  /** `run_id` of INFO. */
  runId: string;
  kind: SlowlogKind;
}

/** The slow logs of all nodes, kept in the embedded store beyond the server's own ring of 128. */
export class SlowlogStore extends KeptSlowlog {
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
   * Forgets all entries of an instance so far. Where each log was read to stays known: what the server still holds of
   * them must not come back with the next reading.
   *
   * @param now Unix milliseconds
   * @returns how many there were
   */
  async forget(instance: string, now: number): Promise<number> {
    const { database } = this;
    const newest = database.prepare('SELECT max(seq) FROM slowlog_entries').pluck().get() as number | null;
    database.transaction(() => {
      const runs = '(SELECT run FROM slowlog_runs WHERE instance = ?)';
      database.prepare(`DELETE FROM slowlog_gaps WHERE run IN ${runs}`).run(instance);
      database.prepare('UPDATE slowlog_runs SET since = ? WHERE instance = ?').run(now, instance);
    })();
    const remove = database.prepare(
      `DELETE FROM slowlog_entries WHERE seq IN (
         SELECT seq FROM slowlog_entries WHERE instance = ? AND seq <= ? LIMIT ${AT_ONCE})`,
    );
    for (let entries = 0; ;) {
      const { changes } = remove.run(instance, newest ?? 0);
      entries += changes;
      this.counts.clear();
      if (changes < AT_ONCE) return entries;
      await setImmediate();
    }
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
         (run, id, instance, kind, at, amount, fingerprint, command, args, arguments_total, client_address, client_name, own)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, id) DO NOTHING`,
    );
    const before = this.count(log);
    let added = 0;
    for (const { id, at, amount, fingerprint, command, args, ...entry } of entries) {
      added += insert.run(
        ...[run, id, log.instance, log.kind, at, amount, fingerprint, command],
        ...[JSON.stringify(args), entry.argumentsTotal, entry.clientAddress, entry.clientName],
        entry.own ? 1 : 0,
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
}

/** So many entries go before others get their turn. */
const AT_ONCE = 5_000;

interface RunRow {
  run: number;
  nextId: number | null;
  since: number;
}

/** The store of this process. */
export const slowlogStore = (): SlowlogStore =>
  singleton('slowlog-store', () => new SlowlogStore(database()));
