/**
 * The slot of a key in a Cluster: CRC16 (XMODEM, polynomial 0x1021) of the name, or of what stands between its
 * first braces, modulo 16384, as the Cluster specification has it.
 * @param name one character for each byte
 */
export function keySlot(name: string): number {
  const open = name.indexOf('{');
  const close = open < 0 ? -1 : name.indexOf('}', open + 1);
  // Empty braces are no tag.
  const hashed = close > open + 1 ? name.slice(open + 1, close) : name;
  let crc = 0;
  for (let at = 0; at < hashed.length; at++) {
    crc ^= hashed.charCodeAt(at) << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff) >>> 0;
  }
  return crc % 16_384;
}
