import { entries, list, number, string, type Reply } from './reply';

/** What TS.INFO of RedisTimeSeries says of a series. */
export interface TimeSeriesInfo {
  samples: number;
  memoryBytes: number | null;
  /** Unix milliseconds; `null` while the series is empty, of which the module says 0. */
  firstAt: number | null;
  lastAt: number | null;
  /** How much younger than the newest sample the oldest may be; `null`: they stay for ever (0). */
  retentionMs: number | null;
  chunks: number | null;
  /** What becomes of a second sample of one moment: `block`, `last` …; `null`: the module's default. */
  duplicatePolicy: string | null;
  labels: [name: string, value: string][];
  /** The series that this one is made of, if it is the target of a compaction rule. */
  sourceKey: string | null;
  rules: { key: string; bucketMs: number; aggregator: string }[];
}

/**
 * Reads the reply of TS.INFO: names and values in RESP2, a map in RESP3 where labels and rules are maps as well.
 * @returns `null` for errors
 */
export function parseTimeSeriesInfo(reply: Reply | undefined): TimeSeriesInfo | null {
  const fields = new Map(entries(reply));
  const samples = number(fields.get('totalSamples'));
  if (samples === null) return null;
  const moment = (name: string) => (samples === 0 ? null : number(fields.get(name)));
  return {
    samples,
    memoryBytes: number(fields.get('memoryUsage')),
    firstAt: moment('firstTimestamp'),
    lastAt: moment('lastTimestamp'),
    retentionMs: number(fields.get('retentionTime')) || null,
    chunks: number(fields.get('chunkCount')),
    duplicatePolicy: string(fields.get('duplicatePolicy')),
    labels: entries(fields.get('labels')).map(([name, value]) => [name, string(value) ?? '']),
    sourceKey: string(fields.get('sourceKey')),
    rules: rulesOf(fields.get('rules')),
  };
}

/** RESP2: arrays of key, bucket, aggregator, alignment; RESP3: a map of those by key. */
function rulesOf(reply: Reply | undefined): TimeSeriesInfo['rules'] {
  const rows = Array.isArray(reply)
    ? reply.map(list)
    : entries(reply).map(([key, rule]) => [key as Reply, ...list(rule)]);
  return rows.flatMap(([key, bucket, aggregator]) => {
    const target = string(key);
    const bucketMs = number(bucket);
    return target === null || bucketMs === null
      ? []
      : { key: target, bucketMs, aggregator: string(aggregator) ?? '' };
  });
}
