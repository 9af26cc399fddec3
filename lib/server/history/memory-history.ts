import 'server-only';
import { describeMetric, type MetricId, type Source } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import { addUpNodes, chooseStep, downsample, withParts, type Point } from '@/lib/metrics/series';
import type { History, HistoryAnswer, HistoryQuery } from './history';
import { SampleRing } from './sample-ring';

const KEEP_MS = 3_600_000;
const KEEP_MARKERS = 500;

/** One hour at full resolution, in memory. */
export class MemoryHistory implements History {
  private readonly rings = new Map<string, SampleRing>();
  private readonly marked = new Map<string, Marker[]>();

  append(instance: string, sample: Sample): void {
    const key = ringKey(instance, sample.node, sample.source);
    const ring = this.rings.get(key) ?? new SampleRing(sample.source, KEEP_MS);
    this.rings.set(key, ring);
    ring.push(sample);
  }

  mark(instance: string, marker: Marker): void {
    const markers = [...(this.marked.get(instance) ?? []), marker];
    this.marked.set(instance, markers.slice(-KEEP_MARKERS));
  }

  async series({ instance, nodes, metrics, from, to, points }: HistoryQuery): Promise<HistoryAnswer> {
    const stepMs = chooseStep(to - from, points);
    const read = (node: string, metric: MetricId): Point[] => {
      const ring = this.rings.get(ringKey(instance, node, describeMetric(metric).source));
      return ring ? downsample(metric, ring.rows(withParts(metric), from, to), stepMs) : [];
    };
    const series = metrics.map((metric) => {
      if (nodes.length === 1) return { metric, points: read(nodes[0]!, metric) };
      const byNode = nodes.map((node) =>
        Object.fromEntries(withParts(metric).map((id) => [id, read(node, id)])),
      );
      return { metric, points: addUpNodes(metric, byNode) };
    });
    return { stepMs, series };
  }

  since(instance: string, after: number): Sample[] {
    const samples: Sample[] = [];
    for (const [key, ring] of this.rings) {
      const [owner, node] = JSON.parse(key) as [string, string];
      if (owner === instance) samples.push(...ring.samplesSince(node, after));
    }
    return samples.sort((a, b) => a.at - b.at);
  }

  async markers(instance: string, from: number, to: number): Promise<Marker[]> {
    return (this.marked.get(instance) ?? []).filter(({ at }) => at >= from && at <= to);
  }
}

const ringKey = (instance: string, node: string, source: Source) => JSON.stringify([instance, node, source]);
