import 'server-only';
import { runInNewContext } from 'node:vm';
import { constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { Unpack, Unpacked } from '@/lib/keyspace/decode/show-value';

type Inflate = (input: Buffer, options: ZlibOptions) => unknown;

const INFLATE: Record<'gzip' | 'zlib' | 'deflate', Inflate> = {
  gzip: gunzipSync,
  zlib: inflateSync,
  deflate: inflateRawSync,
};

/** What all values of an answer may take together; what comes after stays as it is. */
const MOST_MS = 600;

/**
 * Unpacks the values of one answer, for `showValue`: no more comes out than is asked for, and however the bytes were
 * made, it takes neither much memory nor much time.
 */
export function unpacker(): Unpack {
  let spentMs = 0;
  return (wrapper, bytes, mostBytes) => {
    if (spentMs > MOST_MS) return null;
    const startedAt = performance.now();
    const input = Buffer.from(bytes, 'latin1');
    const unpacked =
      wrapper === 'zstd'
        ? unpackZstd(input, mostBytes)
        : unpackDeflate(INFLATE[wrapper], input, mostBytes, wrapper === 'deflate');
    spentMs += performance.now() - startedAt;
    return unpacked;
  };
}

/** @param exact whether the packed bytes must end where the input does: nothing else tells a bare one */
function unpackDeflate(inflate: Inflate, input: Buffer, mostBytes: number, exact: boolean): Unpacked | null {
  const options = { maxOutputLength: Math.max(mostBytes, 1), info: true };
  // zlib throws away what came out when there is more than its bound; of less input it is less.
  for (let { length } = input; length > 0; length = Math.floor(length / 2)) {
    try {
      const whole = length === input.length;
      const part = input.subarray(0, length);
      const { buffer, engine } = inflate(part, {
        ...options,
        ...(!whole && { finishFlush: constants.Z_SYNC_FLUSH }),
      }) as { buffer: Buffer; engine: { bytesWritten: number } };
      if (exact && (!whole || engine.bytesWritten !== length)) return null;
      return { bytes: buffer.toString('latin1'), complete: whole };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (exact) return null;
      if (code === 'Z_BUF_ERROR') return unpackBeginning(inflate, input, options);
      if (code !== 'ERR_BUFFER_TOO_LARGE') return null;
    }
  }
  return null;
}

/** What comes out of bytes that end too early. */
function unpackBeginning(inflate: Inflate, input: Buffer, options: ZlibOptions): Unpacked | null {
  for (let { length } = input; length > 0; length = Math.floor(length / 2)) {
    try {
      const settings = { ...options, finishFlush: constants.Z_SYNC_FLUSH };
      const { buffer } = inflate(input.subarray(0, length), settings) as { buffer: Buffer };
      return { bytes: buffer.toString('latin1'), complete: false };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return null;
    }
  }
  return null;
}

/** What every decoder should be able to hold (RFC 8878, 3.1.1.1.2); the library would make room for 2 GB. */
const MOST_WINDOW_BYTES = 8 * 1_048_576;

/** Bytes made for it can keep the library busy for minutes: a sequence of some bits copies 128 KB, wherever to. */
const MOST_ZSTD_MS = 200;

/** As many blocks of input as are looked at in one go. */
const PIECE_BYTES = 16_384;

function unpackZstd(input: Buffer, mostBytes: number): Unpacked | null {
  const window = zstdWindowBytes(input);
  if (window === null || window > MOST_WINDOW_BYTES) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  let complete = false;
  const full = new Error('There is enough.');
  const decompress = new Decompress((chunk) => {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > mostBytes) throw full;
  });
  const run = () => {
    for (let at = 0; at < input.length; at += PIECE_BYTES)
      decompress.push(input.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= input.length);
    complete = true;
  };
  try {
    // Of all that Node has, only a script's time limit ends what runs without a pause.
    runInNewContext('run()', { run }, { timeout: MOST_ZSTD_MS });
  } catch {
    // Damaged, cut, too long or too slow: what came out until then is its beginning.
  }
  if (!complete && length === 0) return null;
  const bytes = Buffer.concat(chunks).subarray(0, mostBytes).toString('latin1');
  return { bytes, complete: complete && length <= mostBytes };
}

/** The window that a frame's header asks room for (RFC 8878, 3.1.1.1); `null` for a damaged header. */
function zstdWindowBytes(input: Buffer): number | null {
  const descriptor = input[4];
  if (descriptor === undefined || input.length < 9) return null;
  const isSingleSegment = (descriptor >> 5) & 1;
  if (!isSingleSegment) {
    const window = input[5]!;
    return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  }
  // Then the whole content is the window.
  const at = 5 + [0, 1, 2, 4][descriptor & 3]!;
  const size = [1, 2, 4, 8][descriptor >> 6]!;
  if (input.length < at + size) return null;
  const content = size === 8 ? Number(input.readBigUInt64LE(at)) : input.readUIntLE(at, size);
  return content + (size === 2 ? 256 : 0);
}
