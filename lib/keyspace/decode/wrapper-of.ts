import type { Bytes } from '@/lib/patterns/bytes';
import type { VALUE_WRAPPERS } from '../shown-value';

/** A compression that can be taken off. `deflate` is the one without a header, which nothing tells. */
export type Wrapper = (typeof VALUE_WRAPPERS)[number];

/**
 * What the bytes are packed in, by their beginning; `null` for none that is known.
 * @see RFC 1952 (gzip, of which only method 8 is in use), RFC 1950 (zlib: its two bytes are a multiple of 31),
 *   RFC 8878 (zstd)
 */
export function wrapperOf(bytes: Bytes): Wrapper | null {
  if (bytes.startsWith('\x1f\x8b\x08')) return 'gzip';
  if (bytes.startsWith('\x28\xb5\x2f\xfd')) return 'zstd';
  const [method, flags] = [bytes.charCodeAt(0), bytes.charCodeAt(1)];
  return bytes.length > 2 && method === 0x78 && (method * 256 + flags) % 31 === 0 ? 'zlib' : null;
}
