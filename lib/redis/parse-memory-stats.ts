import { entries, number, string, type Reply } from './reply';

/** One figure of MEMORY STATS under the server's own name: `peak.allocated`, `allocator-rss.ratio`. */
export interface MemoryStat {
  name: string;
  value: number | string;
}

/** MEMORY STATS: what holds for the server, and what holds for each database. */
export interface MemoryStats {
  stats: MemoryStat[];
  databases: { db: number; stats: MemoryStat[] }[];
}

/**
 * Reads the reply of MEMORY STATS, of either protocol and any version.
 *
 * @returns figures in the server's order; ratios are numbers though RESP2 sends them as texts. A nested map
 *   `db.N` becomes a database, any other nested map `x` figures `x.name`. Empty for errors.
 */
export function parseMemoryStats(reply: Reply): MemoryStats {
  const stats: MemoryStat[] = [];
  const databases: MemoryStats['databases'] = [];
  for (const [name, value] of entries(reply)) {
    const db = /^db\.(\d+)$/.exec(name)?.[1];
    if (db === undefined) stats.push(...figures(name, value));
    else databases.push({ db: Number(db), stats: entries(value).flatMap(([inner, v]) => figures(inner, v)) });
  }
  return { stats, databases: databases.sort((a, b) => a.db - b.db) };
}

function figures(name: string, value: Reply): MemoryStat[] {
  const scalar = number(value) ?? string(value);
  if (scalar !== null) return [{ name, value: scalar }];
  return entries(value).flatMap(([inner, nested]) => figures(`${name}.${inner}`, nested));
}
