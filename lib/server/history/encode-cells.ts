import { emptyCells, type Cells } from '@/lib/metrics/stretch';
import {
  decimalsOf,
  readIntegers,
  readNumbers,
  scaleDown,
  scaleUp,
  writeIntegers,
  writeNumbers,
} from './encode-numbers';
import type { ByteReader, ByteWriter } from './varint-bytes';

/** One column of a block. Its first byte says of which kind it is, so that it can be read without the catalogue. */

const COUNTER = 1;
/** Some rows are unknown: runs of known and unknown follow. */
const HOLES = 2;
/** The weights are not those of the rows. */
const OWN_WEIGHTS = 4;
/** Smallest and largest differ in some row. */
const SPREAD = 8;

/** Extremes of a rate are kept in thousandths of the row's mean. */
const THOUSAND = 1000;
const AS_NUMBERS = 7;

/** Sums of decimals differ from the decimal in the last digits; milliseconds come in thousandths. */
const roundTo = (values: Float64Array, decimals: number) => {
  const power = 10 ** decimals;
  return values.map((value) => Math.round(value * power) / power);
};

/**
 * @param cells the column
 * @param usual the weight of a known row: its answered samples for a gauge, its elapsed milliseconds for a counter
 */
export function writeCells(
  writer: ByteWriter,
  kind: 'counter' | 'gauge',
  cells: Cells,
  usual: Float64Array,
): void {
  const known = Array.from(usual.keys()).filter((row) => cells.weight[row]! > 0);
  const pick = (values: Float64Array) => Float64Array.from(known, (row) => values[row]!);
  const [weight, min, max] = [roundTo(pick(cells.weight), 3), pick(cells.min), pick(cells.max)];
  const hasHoles = known.length < usual.length;
  const rowWeights = roundTo(pick(usual), 3);
  const hasOwnWeights = weight.some((value, index) => value !== rowWeights[index]);
  const isSpread = min.some((value, index) => value !== max[index]);
  writer.byte(
    (kind === 'counter' ? COUNTER : 0) |
      (hasHoles ? HOLES : 0) |
      (hasOwnWeights ? OWN_WEIGHTS : 0) |
      (isSpread ? SPREAD : 0),
  );
  if (hasHoles) writeRuns(writer, cells.weight);
  if (hasOwnWeights) writeNumbers(writer, weight);
  if (kind === 'counter') {
    const sum = roundTo(pick(cells.sum), 6);
    writeNumbers(writer, sum);
    if (isSpread) writeRateSpread(writer, sum, weight, min, max);
  } else if (isSpread) writeGaugeSpread(writer, pick(cells.sum), weight, min, max, pick(cells.last));
  else writeNumbers(writer, pick(cells.last));
}

/** Reads what `writeCells` wrote, for as many rows as `answered` and `elapsedMs` have. */
export function readCells(reader: ByteReader, answered: Float64Array, elapsedMs: Float64Array): Cells {
  const rows = answered.length;
  const flags = reader.byte();
  const isCounter = (flags & COUNTER) !== 0;
  const known = flags & HOLES ? readRuns(reader, rows) : Array.from(answered.keys());
  const usual = isCounter ? elapsedMs : answered;
  const weight =
    flags & OWN_WEIGHTS ? readNumbers(reader, known.length) : Float64Array.from(known, (row) => usual[row]!);
  const values = isCounter
    ? readCounter(reader, weight, (flags & SPREAD) !== 0)
    : readGauge(reader, weight, (flags & SPREAD) !== 0);
  if (known.length === rows) return values;
  const cells = emptyCells(rows);
  for (const part of ['sum', 'weight', 'min', 'max', 'last'] as const)
    known.forEach((row, index) => (cells[part][row] = values[part][index]!));
  return cells;
}

function writeRateSpread(
  writer: ByteWriter,
  sum: Float64Array,
  weight: Float64Array,
  min: Float64Array,
  max: Float64Array,
): void {
  const share = (rates: Float64Array) =>
    rates.map((rate, index) => {
      const mean = (sum[index]! * 1000) / weight[index]!;
      return mean === 0 ? THOUSAND : Math.round((rate / mean) * THOUSAND);
    });
  writeIntegers(writer, share(min));
  writeIntegers(writer, share(max));
}

function readCounter(reader: ByteReader, weight: Float64Array, isSpread: boolean): Cells {
  const sum = readNumbers(reader, weight.length);
  const mean = sum.map((increase, index) => (increase * 1000) / weight[index]!);
  if (!isSpread) return { sum, weight, min: mean, max: mean, last: mean };
  const extreme = () =>
    readIntegers(reader, weight.length).map((share, index) => (mean[index]! * share) / THOUSAND);
  return { sum, weight, min: extreme(), max: extreme(), last: mean };
}

/** The newest value, and how far the others are from it: those are small. */
function writeGaugeSpread(
  writer: ByteWriter,
  sum: Float64Array,
  weight: Float64Array,
  min: Float64Array,
  max: Float64Array,
  last: Float64Array,
): void {
  const decimals = decimalsOf(min, max, last);
  const [newest, lowest, highest, total] = [last, min, max, sum].map((values) =>
    scaleUp(values, decimals ?? 0),
  );
  const rest = total!.map((value, index) => value - newest![index]! * weight[index]!);
  if (decimals === null || decimalsOf(rest) === null) {
    writer.byte(AS_NUMBERS);
    for (const values of [last, min, max, sum]) writeNumbers(writer, values);
    return;
  }
  writer.byte(decimals);
  writeIntegers(writer, newest!);
  writeIntegers(
    writer,
    newest!.map((value, index) => value - lowest![index]!),
  );
  writeIntegers(
    writer,
    newest!.map((value, index) => highest![index]! - value),
  );
  writeIntegers(writer, rest);
}

function readGauge(reader: ByteReader, weight: Float64Array, isSpread: boolean): Cells {
  const rows = weight.length;
  if (!isSpread) {
    const last = readNumbers(reader, rows);
    return { sum: last.map((value, index) => value * weight[index]!), weight, min: last, max: last, last };
  }
  const decimals = reader.byte();
  if (decimals === AS_NUMBERS) {
    const [last, min, max, sum] = [0, 1, 2, 3].map(() => readNumbers(reader, rows));
    return { sum: sum!, weight, min: min!, max: max!, last: last! };
  }
  const newest = readIntegers(reader, rows);
  const min = readIntegers(reader, rows).map((below, index) => newest[index]! - below);
  const max = readIntegers(reader, rows).map((above, index) => newest[index]! + above);
  const sum = readIntegers(reader, rows).map((rest, index) => rest + newest[index]! * weight[index]!);
  const down = (values: Float64Array) => scaleDown(values, decimals);
  return { sum: down(sum), weight, min: down(min), max: down(max), last: down(newest) };
}

/** How many rows are known, how many then not, and so on until the last known one. */
function writeRuns(writer: ByteWriter, weight: Float64Array): void {
  const runs: number[] = [0];
  weight.forEach((value) => {
    const isKnown = runs.length % 2 === 1;
    if (value > 0 === isKnown) runs[runs.length - 1]! += 1;
    else runs.push(1);
  });
  writer.unsigned(runs.length);
  for (const run of runs) writer.unsigned(run);
}

function readRuns(reader: ByteReader, rows: number): number[] {
  const known: number[] = [];
  let row = 0;
  for (let runs = reader.unsigned(), index = 0; index < runs; index += 1) {
    for (let run = reader.unsigned(); run > 0 && row < rows; run -= 1, row += 1)
      if (index % 2 === 0) known.push(row);
  }
  return known;
}
