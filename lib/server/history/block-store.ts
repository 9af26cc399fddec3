import 'server-only';
import type Database from 'better-sqlite3';
import { TIERS } from '@/lib/metrics/tiers';
import type { EncodedBlock } from './encode-block';
import type { SealedSpan } from './track';

/** What the blocks of one instance and tier take. */
export interface BlockTotals {
  tier: number;
  bytes: number;
  /** How many values are in them. */
  cells: number;
}

/** The sealed blocks in the file, each by track, tier and start. */
export class BlockStore {
  /** How many times something was deleted: what was read before may not be there any more. */
  deletions = 0;
  private readonly insertOne: Database.Statement<[number, number, number, number, number, number, Buffer]>;
  private readonly selectSpan: Database.Statement<[number, number, number, number]>;
  private readonly selectStarts: Database.Statement<[number, number, number, number]>;
  private readonly selectOne: Database.Statement<[number, number, number]>;
  private readonly selectOldest: Database.Statement<[number, number, number]>;
  private readonly selectNewest: Database.Statement<[number, number]>;
  private readonly deleteOne: Database.Statement<[number, number, number]>;

  constructor(private readonly database: Database.Database) {
    this.insertOne = database.prepare(
      `INSERT INTO history_blocks (track, tier, start, first_at, cells, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.selectSpan = database.prepare(
      `SELECT body FROM history_blocks WHERE track = ? AND tier = ? AND start >= ? AND start < ? ORDER BY start`,
    );
    this.selectStarts = database
      .prepare<[number, number, number, number]>(
        `SELECT start FROM history_blocks WHERE track = ? AND tier = ? AND start >= ? AND start < ? ORDER BY start`,
      )
      .pluck();
    this.selectOne = database
      .prepare<[number, number, number]>(
        'SELECT body FROM history_blocks WHERE track = ? AND tier = ? AND start = ?',
      )
      .pluck();
    this.selectOldest = database.prepare(
      `SELECT start, first_at AS firstAt FROM history_blocks
       WHERE track = ? AND tier = ? AND start >= ? ORDER BY start LIMIT 1`,
    );
    this.selectNewest = database.prepare(
      `SELECT start FROM history_blocks WHERE track = ? AND tier = ? ORDER BY start DESC LIMIT 1`,
    );
    this.deleteOne = database.prepare(
      'DELETE FROM history_blocks WHERE track = ? AND tier = ? AND start = ? RETURNING bytes',
    );
  }

  /** @param firstAt Unix milliseconds of the first sample in it */
  insert(track: number, tier: number, start: number, firstAt: number, { body, cells }: EncodedBlock): void {
    this.insertOne.run(track, tier, start, firstAt, cells, body.length, body);
  }

  /** The blocks that have something of a span, oldest first. */
  *read(track: number, tier: number, from: number, to: number): Generator<Buffer> {
    const { blockMs } = TIERS[tier]!;
    const rows = this.selectSpan.all(track, tier, Math.floor(from / blockMs) * blockMs, to);
    for (const row of rows as { body: Buffer }[]) yield row.body;
  }

  /** Where the blocks begin that have something of a span, oldest first. */
  starts(track: number, tier: number, from: number, to: number): number[] {
    const { blockMs } = TIERS[tier]!;
    return this.selectStarts.all(track, tier, Math.floor(from / blockMs) * blockMs, to) as number[];
  }

  /** One block, which is there. */
  body(track: number, tier: number, start: number): Buffer {
    return this.selectOne.get(track, tier, start) as Buffer;
  }

  /** The first block that does not begin before `from`, and its first sample; `null` when there is none. */
  firstFrom(track: number, tier: number, from: number): { start: number; firstAt: number } | null {
    const row = this.selectOldest.get(track, tier, from) as { start: number; firstAt: number } | undefined;
    return row ?? null;
  }

  /** What of a tier is sealed; `null` when nothing is. */
  span(track: number, tier: number): SealedSpan | null {
    const oldest = this.firstFrom(track, tier, 0);
    const newest = this.selectNewest.get(track, tier) as { start: number } | undefined;
    if (!oldest || !newest) return null;
    return { start: oldest.start, firstAt: oldest.firstAt, end: newest.start + TIERS[tier]!.blockMs };
  }

  /** Deletes one block. @returns how many bytes it took */
  delete(track: number, tier: number, start: number): number {
    this.deletions += 1;
    const row = this.deleteOne.get(track, tier, start) as { bytes: number } | undefined;
    return row?.bytes ?? 0;
  }

  /** The bytes of all blocks. */
  totalBytes(): number {
    const row = this.database.prepare('SELECT total(bytes) AS bytes FROM history_blocks').get();
    return (row as { bytes: number }).bytes;
  }

  /** What the blocks of one instance take, by tier. */
  totals(instance: string): BlockTotals[] {
    return this.database
      .prepare(
        `SELECT tier, sum(bytes) AS bytes, sum(cells) AS cells
         FROM history_blocks JOIN history_tracks ON history_tracks.id = track
         WHERE instance = ? GROUP BY tier`,
      )
      .all(instance) as BlockTotals[];
  }
}
