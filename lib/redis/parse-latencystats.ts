import type { Info } from './parse-info';
import { parsePairs } from './parse-pairs';
import { number } from './reply';

/** Percentile as the server names it (`50`, `99.9`) to microseconds, over all calls since the start or a reset. */
export type LatencyStats = ReadonlyMap<string, number>;

/**
 * Reads INFO latencystats (7.0).
 * @returns by command in lower case, `client|list`; empty where the section is missing
 */
export function readLatencyStats(info: Info): Map<string, LatencyStats> {
  const prefix = 'latency_percentiles_usec_';
  const stats = new Map<string, LatencyStats>();
  for (const [field, value] of Object.entries(info.fields)) {
    if (!field.startsWith(prefix)) continue;
    const percentiles = new Map<string, number>();
    for (const [name, text] of parsePairs(value)) {
      const us = number(text);
      if (/^p[\d.]+$/.test(name) && us !== null) percentiles.set(name.slice(1), us);
    }
    if (percentiles.size > 0) stats.set(field.slice(prefix.length).toLowerCase(), percentiles);
  }
  return stats;
}
