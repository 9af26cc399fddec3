/** How the settings that choose an encoding are named; `ziplist` before Redis 7. */
const NAMES: Record<string, Record<'entries' | 'value', readonly string[]>> = {
  hash: {
    entries: ['hash-max-listpack-entries', 'hash-max-ziplist-entries'],
    value: ['hash-max-listpack-value', 'hash-max-ziplist-value'],
  },
  // Sets of text have a compact form since Redis 7.2.
  set: { entries: ['set-max-listpack-entries'], value: ['set-max-listpack-value'] },
  zset: {
    entries: ['zset-max-listpack-entries', 'zset-max-ziplist-entries'],
    value: ['zset-max-listpack-value', 'zset-max-ziplist-value'],
  },
};

/** What CONFIG GET is to be asked of, for rules of the keyspace. */
export const ENCODING_SETTINGS = '*-max-*';

/** The name under which this server has a setting; `null` where it has none, or CONFIG is not known. */
export const settingName = (
  config: ReadonlyMap<string, string> | null,
  type: string,
  of: 'entries' | 'value',
): string | null => NAMES[type]?.[of].find((name) => config?.has(name)) ?? null;

/** How many elements, or how many bytes of one, a collection of a type may have to be stored compactly. */
export function settingOf(
  config: ReadonlyMap<string, string> | null,
  type: string,
  of: 'entries' | 'value',
): number | null {
  const name = settingName(config, type, of);
  const value = name === null ? NaN : Number(config!.get(name));
  return Number.isFinite(value) ? value : null;
}
