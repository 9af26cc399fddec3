import 'server-only';
import type Database from 'better-sqlite3';
import type { Marker } from '@/lib/metrics/markers';

/** So many lines tell nothing any more on a chart; the newest are kept in the answer. */
const MOST_AT_ONCE = 2_000;

type Row = Omit<Marker, 'from'> & { beganAt: number | null };

/** What happened at a moment or lasted, durably. */
export class MarkerLog {
  private readonly insert: Database.Statement<[string, number, number | null, string, string, string]>;
  private readonly select: Database.Statement<[string, number, number, number]>;

  constructor(private readonly database: Database.Database) {
    this.insert = database.prepare(
      'INSERT INTO history_markers (instance, at, began_at, node, kind, text) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.select = database.prepare(
      `SELECT at, began_at AS beganAt, node, kind, text FROM history_markers
       WHERE instance = ? AND at >= ? AND coalesce(began_at, at) <= ?
       ORDER BY at DESC, rowid DESC LIMIT ?`,
    );
  }

  append(instance: string, { at, from, node, kind, text }: Marker): void {
    this.insert.run(instance, at, from ?? null, node, kind, text);
  }

  /** The markers that have something of a span, oldest first. */
  read(instance: string, from: number, to: number): Marker[] {
    const rows = this.select.all(instance, from, to, MOST_AT_ONCE) as Row[];
    return rows.reverse().map(({ beganAt, ...marker }) => ({
      ...marker,
      ...(beganAt !== null && { from: beganAt }),
    }));
  }

  forget(instance: string): void {
    this.database.prepare('DELETE FROM history_markers WHERE instance = ?').run(instance);
  }

  deleteBefore(at: number): void {
    this.database.prepare('DELETE FROM history_markers WHERE at < ?').run(at);
  }
}
