import type { Bytes } from '@/lib/patterns/bytes';

const PER_LINE = 16;

/**
 * Bytes as `hexdump -C` writes them: where the line begins, sixteen bytes, and what of them is ASCII.
 * @param offset what the first byte is counted as
 */
export function hexDump(bytes: Bytes, offset = 0): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const line = bytes.slice(at, at + PER_LINE);
    const halves = [line.slice(0, PER_LINE / 2), line.slice(PER_LINE / 2)].map((half) => toHex(half, ' '));
    const ascii = line.replace(/[^\x20-\x7e]/g, '.');
    lines.push(
      `${(offset + at).toString(16).padStart(8, '0')}  ${halves.map((half) => half.padEnd(23)).join('  ')}  |${ascii}|`,
    );
  }
  return lines.join('\n');
}

/** Two digits for each byte. */
export function toHex(bytes: Bytes, between = ''): string {
  const digits = new Array<string>(bytes.length);
  for (let at = 0; at < bytes.length; at++) digits[at] = bytes.charCodeAt(at).toString(16).padStart(2, '0');
  return digits.join(between);
}
