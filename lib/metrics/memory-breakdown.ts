import type { MetricId } from './catalogue';
import type { Values } from './sample';
import type { Point } from './series';

/** The layers of used memory, bottom first; each is a metric or what the others leave over. */
export const MEMORY_LAYERS = [
  { id: 'datasetBytes', label: 'Dataset', explains: 'Keys and values' },
  { id: 'clientBytes', label: 'Clients', explains: 'Query and output buffers' },
  { id: 'replicationBytes', label: 'Replication', explains: 'Backlog and replica buffers' },
  { id: 'aofBufferBytes', label: 'AOF', explains: 'AOF buffers' },
  { id: 'scriptBytes', label: 'Scripts', explains: 'Cached scripts and functions' },
  { id: 'otherOverheadBytes', label: 'Other overhead', explains: 'Key tables, links' },
  { id: 'startupBytes', label: 'Startup', explains: 'What an empty server needs' },
] as const;

export type MemoryLayerId = (typeof MEMORY_LAYERS)[number]['id'];

/** The metrics that `memoryBreakdown` reads. */
export const MEMORY_LAYER_METRICS: MetricId[] = [
  'datasetBytes',
  'clientBytes',
  'replicationBytes',
  'aofBufferBytes',
  'scriptBytes',
  'overheadBytes',
  'startupBytes',
];

/**
 * Splits used memory into layers that do not overlap and add up to `used_memory`.
 *
 * `used_memory` = dataset + overhead, and overhead = startup + clients + replication + AOF + scripts + key
 * tables and links (Redis 7.2 `getMemoryOverheadData`); what the named parts leave of the overhead is "other".
 *
 * @param values metric values of one node at one moment, in bytes
 * @returns bytes by layer; `null` for a layer that the version does not name (Redis < 4 names none)
 */
export function memoryBreakdown(values: Values): Record<MemoryLayerId, number | null> {
  const known = (id: MetricId) => values[id] ?? null;
  const overhead = known('overheadBytes');
  const named = ['clientBytes', 'replicationBytes', 'aofBufferBytes', 'scriptBytes', 'startupBytes'] as const;
  const namedSum = named.reduce((sum, id) => sum + (known(id) ?? 0), 0);
  return {
    datasetBytes: known('datasetBytes'),
    clientBytes: known('clientBytes'),
    replicationBytes: known('replicationBytes'),
    aofBufferBytes: known('aofBufferBytes'),
    scriptBytes: known('scriptBytes'),
    otherOverheadBytes: overhead === null ? null : Math.max(0, overhead - namedSum),
    startupBytes: known('startupBytes'),
  };
}

/**
 * The layers over time.
 * @param points the points of each metric in `MEMORY_LAYER_METRICS`, all on one grid
 * @returns points by layer; a moment that the dataset's series lacks has none
 */
export function stackLayers(points: (metric: MetricId) => readonly Point[]): Record<MemoryLayerId, Point[]> {
  const layers = Object.fromEntries(MEMORY_LAYERS.map(({ id }) => [id, [] as Point[]])) as Record<
    MemoryLayerId,
    Point[]
  >;
  const byMetric = MEMORY_LAYER_METRICS.map(
    (metric) => [metric, new Map(points(metric).map((point) => [point[0], point[1]]))] as const,
  );
  for (const [at] of points('datasetBytes')) {
    const values: Values = Object.fromEntries(
      byMetric.map(([metric, values]) => [metric, values.get(at) ?? null]),
    );
    for (const [id, bytes] of Object.entries(memoryBreakdown(values)) as [MemoryLayerId, number | null][]) {
      layers[id].push([at, bytes, bytes, bytes]);
    }
  }
  return layers;
}
