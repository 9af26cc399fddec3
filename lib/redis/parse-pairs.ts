/**
 * Reads the value of an INFO line that holds fields itself: `keys=14,expires=1,avg_ttl=0`.
 * @returns the fields by name, in their order. Cut at the commas first and then at the first `=`, since an
 *   address among them may be IPv6; parts without `=` are left out.
 */
export function parsePairs(value: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of value.split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0) pairs.set(part.slice(0, equals), part.slice(equals + 1));
  }
  return pairs;
}
