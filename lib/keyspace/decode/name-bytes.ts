import type { Bytes } from '@/lib/patterns/bytes';
import { isJava } from '@/lib/patterns/sessions/java';
import { isPickle } from '@/lib/patterns/sessions/pickle';
import { looksLikeProtobuf } from './protobuf';

/** What begins so, byte by byte, is that. */
const MAGIC: readonly (readonly [head: Bytes, name: string])[] = [
  ['\x04\x22\x4d\x18', 'LZ4 frame'],
  ['\x02\x21\x4c\x18', 'LZ4 frame of the old kind'],
  ['\xff\x06\0\0sNaPpY', 'Snappy frames'],
  ['\x82SNAPPY\0', 'Snappy of Java (xerial)'],
  ['\xfd7zXZ\0', 'xz'],
  ['BZh', 'bzip2'],
  ['\0\x01\0\0\0\xff\xff\xff\xff\x01', '.NET BinaryFormatter'],
  ['\0\0\0\x02', 'PHP igbinary'],
  ['\x04\x08', 'Ruby Marshal'],
  ['\xd9\xd9\xf7', 'CBOR'],
  ['Obj\x01', 'Avro'],
  ['PAR1', 'Parquet'],
  ['HYLL', 'HyperLogLog of Redis'],
  ['REDIS00', 'RDB of Redis'],
  ['\x89PNG\r\n\x1a\n', 'PNG image'],
  ['\xff\xd8\xff', 'JPEG image'],
  ['GIF8', 'GIF image'],
  ['%PDF-', 'PDF document'],
  ['PK\x03\x04', 'ZIP archive'],
];

/**
 * What bytes that are no text are, as far as their beginning tells: `Java serialisation`.
 * @param whole whether these are all
 * @returns `null` where nothing is recognised
 */
export function nameBytes(bytes: Bytes, whole: boolean): string | null {
  if (isJava(bytes)) return 'Java serialisation';
  if (isPickle(bytes) && (!whole || bytes.endsWith('.'))) return 'Python pickle';
  if (isPhp(bytes)) return 'PHP serialize';
  const known = MAGIC.find(([head]) => bytes.startsWith(head));
  if (known) return known[1];
  if (whole && looksLikeProtobuf(bytes)) return 'probably Protocol Buffers';
  return null;
}

/** What PHP's `serialize` writes of arrays, objects and texts. It is text, with zero bytes in names of private fields. */
export const isPhp = (bytes: Bytes): boolean =>
  /^(?:a:\d{1,10}:\{|[OCE]:\d{1,5}:"|s:\d{1,10}:")/.test(bytes.slice(0, 20)) &&
  /[;}]\0?$/.test(bytes.slice(-2));
