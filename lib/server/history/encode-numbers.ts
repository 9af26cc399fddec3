import { MOST_INTEGER, type ByteReader, type ByteWriter } from './varint-bytes';

/** A column of numbers as what is left when each is foretold from the ones before it. */

const CONSTANT = 3;

/** Most decimals that are kept as a whole number: CPU time comes in millionths. */
const MOST_DECIMALS = 6;
const AS_DOUBLES = 7;
const POWERS = Array.from({ length: MOST_DECIMALS + 1 }, (_, power) => 10 ** power);

/** What order of differences is the cheapest: 0 the numbers themselves, 1 their steps, 2 the steps of those. */
function cheapestOrder(values: ArrayLike<number>): number {
  const cost = [0, 0, 0];
  let [before, stepBefore] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const step = value - before;
    cost[0]! += Math.log2(1 + Math.abs(value));
    cost[1]! += Math.log2(1 + Math.abs(step));
    cost[2]! += Math.log2(1 + Math.abs(step - stepBefore));
    [before, stepBefore] = [value, step];
  }
  return cost.indexOf(Math.min(...cost));
}

/** Whole numbers within ±2⁴⁹, so that a step of steps still fits. */
export function writeIntegers(writer: ByteWriter, values: ArrayLike<number>): void {
  const first = values[0] ?? 0;
  if (Array.prototype.every.call(values, (value: number) => value === first)) {
    writer.byte(CONSTANT);
    writer.signed(first);
    return;
  }
  const order = cheapestOrder(values);
  writer.byte(order);
  let [before, stepBefore] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const step = value - before;
    writer.signed(order === 0 ? value : order === 1 ? step : step - stepBefore);
    [before, stepBefore] = [value, step];
  }
}

/** Reads `count` of what `writeIntegers` wrote. */
export function readIntegers(reader: ByteReader, count: number): Float64Array {
  const values = new Float64Array(count);
  const order = reader.byte();
  if (order === CONSTANT) return values.fill(reader.signed());
  let [before, stepBefore] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const read = reader.signed();
    const value = order === 0 ? read : order === 1 ? before + read : before + stepBefore + read;
    stepBefore = value - before;
    before = value;
    values[index] = value;
  }
  return values;
}

/**
 * How many decimals make all of them whole numbers that lead back to the very same values.
 * @returns `null` where more than six are needed, or the numbers are too large
 */
export function decimalsOf(...columns: ArrayLike<number>[]): number | null {
  let decimals = 0;
  let largest = 0;
  for (const values of columns) {
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index]!;
      while (decimals <= MOST_DECIMALS && Math.round(value * POWERS[decimals]!) / POWERS[decimals]! !== value)
        decimals += 1;
      if (decimals > MOST_DECIMALS) return null;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  return largest * POWERS[decimals]! < MOST_INTEGER / 4 ? decimals : null;
}

/** The values as whole numbers of that many decimals. */
export const scaleUp = (values: ArrayLike<number>, decimals: number): Float64Array =>
  Float64Array.from(values, (value) => Math.round(value * POWERS[decimals]!));

export const scaleDown = (values: Float64Array, decimals: number): Float64Array =>
  decimals === 0 ? values : values.map((value) => value / POWERS[decimals]!);

/** Numbers of any kind; they are read again exactly as they were. */
export function writeNumbers(writer: ByteWriter, values: ArrayLike<number>): void {
  const decimals = decimalsOf(values);
  writer.byte(decimals ?? AS_DOUBLES);
  if (decimals !== null) writeIntegers(writer, scaleUp(values, decimals));
  else for (let index = 0; index < values.length; index += 1) writer.double(values[index]!);
}

/** Reads `count` of what `writeNumbers` wrote. */
export function readNumbers(reader: ByteReader, count: number): Float64Array {
  const decimals = reader.byte();
  if (decimals !== AS_DOUBLES) return scaleDown(readIntegers(reader, count), decimals);
  return Float64Array.from({ length: count }, () => reader.double());
}
