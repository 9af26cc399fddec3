import 'server-only';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { kindOfColumn } from '@/lib/metrics/columns';
import type { Cells, Stretch } from '@/lib/metrics/stretch';
import type { Breather } from './breather';
import type { ColumnNames } from './column-names';
import { readIntegers, writeIntegers } from './encode-numbers';
import { readCells, writeCells } from './encode-cells';
import { ByteReader, ByteWriter } from './varint-bytes';

/**
 * A sealed block: the rows of one tier of one source of one node over a fixed span. A chunk for the times, which all
 * columns share, a directory, and a chunk per column, each compressed by itself: a chart reads only what it shows.
 */

const VERSION = 1;
const PLAIN = 0;
const DEFLATED = 1;

/** What a row of a column takes once it is read: five doubles. */
const CELL_BYTES = 40;

/** A chunk is a few hundred bytes: zlib's usual room of 16 KiB would cost three times what inflating does. */
const INFLATE_BYTES = 4_096;

export interface EncodedBlock {
  body: Buffer;
  /** How many values are known in it. */
  cells: number;
}

/** Writes a block, column by column. */
export async function encodeBlock(
  stretch: Stretch,
  names: ColumnNames,
  { breathe }: Breather,
): Promise<EncodedBlock> {
  const chunks: { id: number; chunk: Buffer }[] = [];
  let cells = 0;
  for (const column of stretch.columns) {
    const kind = kindOfColumn(column);
    const content = kind && stretch.read(column);
    const known = content ? content.weight.reduce((sum, weight) => sum + Number(weight > 0), 0) : 0;
    if (!kind || !content || known === 0) continue;
    cells += known;
    const usual = kind === 'counter' ? stretch.elapsedMs : stretch.answered;
    chunks.push({
      id: names.idOf(column),
      chunk: packed((writer) => writeCells(writer, kind, content, usual)),
    });
    await breathe();
  }
  chunks.sort((a, b) => a.id - b.id);

  const writer = new ByteWriter();
  const times = packed((into) => writeTimes(into, stretch));
  writer.byte(VERSION);
  writer.unsigned(stretch.firstAt.length);
  writer.unsigned(times.length);
  writer.unsigned(chunks.length);
  let before = 0;
  for (const { id, chunk } of chunks) {
    writer.unsigned(id - before);
    writer.unsigned(chunk.length);
    before = id;
  }
  writer.bytes(times);
  for (const { chunk } of chunks) writer.bytes(chunk);
  return { body: writer.finish(), cells };
}

/**
 * Opens a block; its columns are read when they are asked for, and then stay.
 * @param onRead hears how many bytes of memory a column takes that was just read
 */
export function openBlock(body: Buffer, names: ColumnNames, onRead?: (bytes: number) => void): Stretch {
  const reader = new ByteReader(body);
  if (reader.byte() !== VERSION) throw new Error('A block of the history was written by a newer Hitrate.');
  const rows = reader.unsigned();
  const timesLength = reader.unsigned();
  const directory: [string, number][] = [];
  let id = 0;
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    id += reader.unsigned();
    directory.push([names.nameOf(id), reader.unsigned()]);
  }
  const times = readTimes(unpacked(reader.bytes(timesLength)), rows);
  const chunks = new Map(directory.map(([name, length]) => [name, reader.bytes(length)]));
  const opened = new Map<string, Cells>();
  return {
    ...times,
    columns: [...chunks.keys()],
    read: (column): Cells | null => {
      const chunk = chunks.get(column);
      if (!chunk) return null;
      const known = opened.get(column);
      if (known) return known;
      const cells = readCells(unpacked(chunk), times.answered, times.elapsedMs);
      opened.set(column, cells);
      onRead?.(rows * CELL_BYTES);
      return cells;
    },
  };
}

function writeTimes(writer: ByteWriter, { firstAt, lastAt, answered, elapsedMs }: Stretch): void {
  writeIntegers(writer, lastAt);
  writeIntegers(
    writer,
    lastAt.map((at, row) => at - firstAt[row]!),
  );
  writeIntegers(writer, answered);
  writeIntegers(
    writer,
    elapsedMs.map((ms) => Math.round(ms * 1000)),
  );
}

function readTimes(reader: ByteReader, rows: number): Omit<Stretch, 'columns' | 'read'> {
  const lastAt = readIntegers(reader, rows);
  const firstAt = readIntegers(reader, rows).map((span, row) => lastAt[row]! - span);
  const answered = readIntegers(reader, rows);
  const elapsedMs = readIntegers(reader, rows).map((us) => us / 1000);
  return { firstAt, lastAt, answered, elapsedMs };
}

function packed(write: (writer: ByteWriter) => void): Buffer {
  const writer = new ByteWriter();
  write(writer);
  const plain = writer.finish();
  const deflated = deflateRawSync(plain, { level: 9 });
  const isSmaller = deflated.length < plain.length;
  return Buffer.concat([Buffer.of(isSmaller ? DEFLATED : PLAIN), isSmaller ? deflated : plain]);
}

function unpacked(chunk: Buffer): ByteReader {
  const content = chunk.subarray(1);
  return new ByteReader(
    chunk[0] === DEFLATED ? inflateRawSync(content, { chunkSize: INFLATE_BYTES }) : content,
  );
}
