import { entries, number, type Reply } from './reply';

/** How long the calls of one command took since the server's start or the last CONFIG RESETSTAT. */
export interface LatencyHistogram {
  calls: number;
  /**
   * `[upper bound in microseconds, calls that took no longer]`, by bound. The counts are cumulative, and a
   * bucket that adds no call is missing: its count is that of the bucket before.
   */
  buckets: [upperUs: number, cumulativeCount: number][];
}

/**
 * Reads the reply of LATENCY HISTOGRAM (7.0), of either protocol.
 * @returns by command in lower case (`client|list`); empty for errors, and where no command was called
 */
export function parseLatencyHistogram(reply: Reply): Map<string, LatencyHistogram> {
  const histograms = new Map<string, LatencyHistogram>();
  for (const [command, value] of entries(reply)) {
    const fields = new Map(entries(value));
    const calls = number(fields.get('calls'));
    if (calls === null) continue;
    histograms.set(command.toLowerCase(), { calls, buckets: bucketsOf(fields.get('histogram_usec')) });
  }
  return histograms;
}

function bucketsOf(reply: Reply | undefined): LatencyHistogram['buckets'] {
  const buckets: LatencyHistogram['buckets'] = [];
  for (const [upper, count] of entries(reply)) {
    const bucket = [number(upper), number(count)] as const;
    if (bucket[0] !== null && bucket[1] !== null) buckets.push([bucket[0], bucket[1]]);
  }
  // An object puts its whole-number keys in order, a map keeps the server's: one order for both.
  return buckets.sort((a, b) => a[0] - b[0]);
}
