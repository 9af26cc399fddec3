import { list, number, string, type Reply } from './reply';

/** What LATENCY LATEST says of one event: its newest spike and its worst. */
export interface LatencyEvent {
  /** `command`, `fork`, `expire-cycle` … */
  event: string;
  /** Unix seconds of the newest spike, by the server's clock. */
  at: number;
  /** Milliseconds of the newest spike. */
  lastMs: number;
  /** Milliseconds of the worst since the server's start or LATENCY RESET. */
  maxMs: number;
}

/** One spike of LATENCY HISTORY: the worst of its event in that second. */
export interface LatencySpike {
  /** Unix seconds, by the server's clock. */
  at: number;
  ms: number;
}

/**
 * Reads the reply of LATENCY LATEST: four elements an event, six since Valkey 8.1, of which the last two are only
 * of the spikes that it still remembers.
 * @returns in the server's order; empty for `null` and errors. An event without its numbers is left out.
 */
export function parseLatencyLatest(reply: Reply): LatencyEvent[] {
  return list(reply).flatMap((element) => {
    const [name, ...rest] = list(element);
    const event = string(name);
    const [at, lastMs, maxMs] = rest.map(number);
    if (!event || typeof at !== 'number' || typeof lastMs !== 'number' || typeof maxMs !== 'number')
      return [];
    return { event, at, lastMs, maxMs };
  });
}

/**
 * Reads the reply of LATENCY HISTORY: at most 160 spikes.
 * @returns oldest first; empty for `null` and errors, and for an event that has had none
 */
export function parseLatencyHistory(reply: Reply): LatencySpike[] {
  return list(reply)
    .flatMap((element) => {
      const [at, ms] = list(element).map(number);
      return typeof at === 'number' && typeof ms === 'number' ? { at, ms } : [];
    })
    .sort((a, b) => a.at - b.at);
}
