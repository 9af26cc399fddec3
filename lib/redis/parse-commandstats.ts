import type { Info } from './parse-info';
import { parsePairs } from './parse-pairs';
import { number } from './reply';

/** What one command has cost since the server's start or the last CONFIG RESETSTAT. */
export interface CommandStats {
  calls: number;
  /** Time spent executing it, in microseconds. */
  usec: number;
  /** Refused before it ran (arity, ACL, OOM); `null` before 6.2. */
  rejectedCalls: number | null;
  /** Ran and answered an error; `null` before 6.2. */
  failedCalls: number | null;
}

/**
 * Reads INFO commandstats.
 * @returns by command in lower case, `client|list` where the server counts subcommands (7.0); empty where the
 *   section is missing (Dragonfly hides it by default)
 */
export function readCommandStats(info: Info): Map<string, CommandStats> {
  const stats = new Map<string, CommandStats>();
  for (const [field, value] of Object.entries(info.fields)) {
    if (!field.startsWith('cmdstat_')) continue;
    const pairs = parsePairs(value);
    const calls = number(pairs.get('calls'));
    if (calls === null) continue;
    stats.set(field.slice('cmdstat_'.length).toLowerCase(), {
      calls,
      usec: number(pairs.get('usec')) ?? 0,
      rejectedCalls: number(pairs.get('rejected_calls')),
      failedCalls: number(pairs.get('failed_calls')),
    });
  }
  return stats;
}

/**
 * Reads INFO errorstats (6.2).
 * @returns how often each error was answered, by its first word (`WRONGTYPE`); empty where the section is missing
 */
export function readErrorStats(info: Info): Map<string, number> {
  const stats = new Map<string, number>();
  for (const [field, value] of Object.entries(info.fields)) {
    if (!field.startsWith('errorstat_')) continue;
    const count = number(parsePairs(value).get('count'));
    if (count !== null) stats.set(field.slice('errorstat_'.length), count);
  }
  return stats;
}
