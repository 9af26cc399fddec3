/** Numbers of any size in as few bytes as they need: seven bits each, the eighth says that more follow. */

const FIRST_CAPACITY = 256;

/** Whole numbers up to this can be written, of either sign: doubling it for the sign stays exact. */
export const MOST_INTEGER = 2 ** 51;

/** Writes into bytes that grow. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  private length = 0;

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** A whole number from 0 to 2⁵³. */
  unsigned(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.buffer[this.length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.buffer[this.length++] = rest;
  }

  /** A whole number of either sign; small ones stay small. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  finish(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.length));
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. */
export class ByteReader {
  private position = 0;

  constructor(private readonly buffer: Buffer) {}

  byte(): number {
    return this.buffer[this.position++]!;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.buffer[this.position++];
      if (byte === undefined) throw new RangeError('The bytes end too early.');
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    const value = this.buffer.readDoubleLE(this.position);
    this.position += 8;
    return value;
  }

  bytes(length: number): Buffer {
    this.position += length;
    return this.buffer.subarray(this.position - length, this.position);
  }

  get atEnd(): boolean {
    return this.position >= this.buffer.length;
  }
}
