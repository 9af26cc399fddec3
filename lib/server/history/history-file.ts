import 'server-only';
import type Database from 'better-sqlite3';
import type { Source } from '@/lib/metrics/catalogue';
import { TIERS } from '@/lib/metrics/tiers';
import { BlockStore } from './block-store';
import { ColumnNames } from './column-names';
import { HeadLog } from './head-log';
import { MarkerLog } from './marker-log';
import { OpenBlocks } from './open-blocks';
import { Track } from './track';

/** The history's tables. One process writes them, over one connection; nothing awaits within a transaction. */
export class HistoryFile {
  readonly names: ColumnNames;
  readonly head: HeadLog;
  readonly blocks: BlockStore;
  /** The same blocks, for charts. */
  readonly opened: OpenBlocks;
  readonly markers: MarkerLog;

  constructor(readonly database: Database.Database) {
    this.names = new ColumnNames(database);
    this.head = new HeadLog(database, this.names);
    this.blocks = new BlockStore(database);
    this.opened = new OpenBlocks(this.blocks, this.names);
    this.markers = new MarkerLog(database);
  }

  /** Every track that there is, with what is not sealed read into its memory. */
  loadTracks(): Track[] {
    const rows = this.database.prepare('SELECT id, instance, node, source FROM history_tracks').all();
    return (rows as { id: number; instance: string; node: string; source: Source }[]).map((row) => {
      const track = new Track(row.id, row.instance, row.node, row.source);
      TIERS.forEach((_, tier) => this.refreshSpan(track, tier));
      for (const sample of this.head.read(row.id)) track.ring.push(sample);
      return track;
    });
  }

  addTrack(instance: string, node: string, source: Source): Track {
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO history_tracks (instance, node, source) VALUES (?, ?, ?)')
      .run(instance, node, source);
    return new Track(Number(lastInsertRowid), instance, node, source);
  }

  removeTrack(track: Track): void {
    this.database.prepare('DELETE FROM history_tracks WHERE id = ?').run(track.id);
  }

  /** Looks again what of a tier is sealed. */
  refreshSpan(track: Track, tier: number): void {
    track.sealed[tier] = this.blocks.span(track.id, tier);
  }

  /** All of it is in the file, or nothing. */
  atomically(write: () => void): void {
    this.database.transaction(write).immediate();
  }
}
