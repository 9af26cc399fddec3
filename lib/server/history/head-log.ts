import 'server-only';
import type Database from 'better-sqlite3';
import type { Kept } from '@/lib/metrics/columns';
import type { ColumnNames } from './column-names';
import { decimalsOf } from './encode-numbers';
import type { KeptSample } from './sample-ring';
import { ByteReader, ByteWriter } from './varint-bytes';

const AS_DOUBLE = 7;
const FAILED = 0;
const NO_INTERVAL = 1;
const INTERVAL = 2;

/** What is not sealed yet: one row per sample, each whole by itself, written before the sample counts as kept. */
export class HeadLog {
  private readonly insert: Database.Statement<[number, number, Buffer]>;
  private readonly selectAll: Database.Statement<[number]>;
  private readonly deleteBefore: Database.Statement<[number, number]>;

  constructor(
    private readonly database: Database.Database,
    private readonly names: ColumnNames,
  ) {
    this.insert = database.prepare('INSERT INTO history_head (track, at, body) VALUES (?, ?, ?)');
    this.selectAll = database.prepare('SELECT at, body FROM history_head WHERE track = ? ORDER BY at');
    this.deleteBefore = database.prepare('DELETE FROM history_head WHERE track = ? AND at < ?');
  }

  /** Writes one sample; when this returns, no end of the process takes it away. */
  append(track: number, sample: KeptSample): void {
    this.insert.run(track, sample.at, encodeSample(sample, this.names));
  }

  /** The samples of a track, oldest first. */
  *read(track: number): Generator<KeptSample> {
    for (const row of this.selectAll.iterate(track) as Iterable<{ at: number; body: Buffer }>)
      yield decodeSample(row.at, row.body, this.names);
  }

  /** The bytes of all rows of one instance. */
  bytes(instance: string): number {
    const row = this.database
      .prepare(
        `SELECT total(length(body)) AS bytes
         FROM history_head JOIN history_tracks ON history_tracks.id = track WHERE instance = ?`,
      )
      .get(instance);
    return (row as { bytes: number }).bytes;
  }

  /** Deletes what has been sealed; to be called within the transaction that stores the block. */
  dropBefore(track: number, at: number): void {
    this.deleteBefore.run(track, at);
  }
}

/**
 * First 0 for a failed poll, 1 for one without interval, else the interval's microseconds and 2; then each value as its
 * column and a number: `column step × 8 + decimals`, 7 for a double.
 */
export function encodeSample({ answered, intervalMs, values }: KeptSample, names: ColumnNames): Buffer {
  const writer = new ByteWriter();
  writer.unsigned(
    !answered ? FAILED : intervalMs === null ? NO_INTERVAL : Math.round(intervalMs * 1000) + INTERVAL,
  );
  const ordered = values
    .map(([column, value]) => [names.idOf(column), value] as const)
    .sort(([a], [b]) => a - b);
  let before = 0;
  for (const [id, value] of ordered) {
    const decimals = decimalsOf([value]);
    writer.unsigned((id - before) * 8 + (decimals ?? AS_DOUBLE));
    if (decimals === null) writer.double(value);
    else writer.signed(Math.round(value * 10 ** decimals));
    before = id;
  }
  return writer.finish();
}

export function decodeSample(at: number, body: Buffer, names: ColumnNames): KeptSample {
  const reader = new ByteReader(body);
  const first = reader.unsigned();
  const values: Kept[] = [];
  let id = 0;
  while (!reader.atEnd) {
    const code = reader.unsigned();
    id += Math.floor(code / 8);
    const decimals = code % 8;
    const value = decimals === AS_DOUBLE ? reader.double() : reader.signed() / 10 ** decimals;
    values.push([names.nameOf(id), value]);
  }
  const intervalMs = first < INTERVAL ? null : (first - INTERVAL) / 1000;
  return { at, intervalMs, answered: first !== FAILED, values };
}
