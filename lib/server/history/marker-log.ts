import 'server-only';
import type Database from 'better-sqlite3';
import type { Marker } from '@/lib/metrics/markers';

/** So many lines tell nothing any more on a chart; the newest are kept in the answer. */
const MOST_AT_ONCE = 2_000;

/** What happened at a moment, durably. */
export class MarkerLog {
  private readonly insert: Database.Statement<[string, number, string, string, string]>;
  private readonly select: Database.Statement<[string, number, number, number]>;

  constructor(private readonly database: Database.Database) {
    this.insert = database.prepare(
      'INSERT INTO history_markers (instance, at, node, kind, text) VALUES (?, ?, ?, ?, ?)',
    );
    this.select = database.prepare(
      `SELECT at, node, kind, text FROM history_markers WHERE instance = ? AND at >= ? AND at <= ?
       ORDER BY at DESC, rowid DESC LIMIT ?`,
    );
  }

  append(instance: string, { at, node, kind, text }: Marker): void {
    this.insert.run(instance, at, node, kind, text);
  }

  /** The markers of a span, oldest first. */
  read(instance: string, from: number, to: number): Marker[] {
    return (this.select.all(instance, from, to, MOST_AT_ONCE) as Marker[]).reverse();
  }

  forget(instance: string): void {
    this.database.prepare('DELETE FROM history_markers WHERE instance = ?').run(instance);
  }

  deleteBefore(at: number): void {
    this.database.prepare('DELETE FROM history_markers WHERE at < ?').run(at);
  }
}
