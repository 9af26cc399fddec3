import 'server-only';
import type { Source } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import { chooseStep } from '@/lib/metrics/series';
import { answerFamily, answerMetrics, type ReadStretches } from './answer-query';
import type { FamilyAnswer, FamilyQuery, History, HistoryAnswer, HistoryQuery, HistorySpan } from './history';
import { keptSample, SampleRing } from './sample-ring';

const KEEP_MS = 3_600_000;
const KEEP_MARKERS = 500;

/** One hour at full resolution, in memory. */
export class MemoryHistory implements History {
  private readonly rings = new Map<string, SampleRing>();
  private readonly marked = new Map<string, Marker[]>();

  append(instance: string, sample: Sample): void {
    const key = ringKey(instance, sample.node, sample.source);
    const ring = this.rings.get(key) ?? new SampleRing(sample.source);
    this.rings.set(key, ring);
    ring.dropBefore(sample.at - KEEP_MS);
    ring.push(keptSample(sample));
  }

  mark(instance: string, marker: Marker): void {
    const markers = [...(this.marked.get(instance) ?? []), marker];
    this.marked.set(instance, markers.slice(-KEEP_MARKERS));
  }

  async series(query: HistoryQuery): Promise<HistoryAnswer> {
    const stepMs = chooseStep(query.to - query.from, query.points);
    return { stepMs, series: answerMetrics(query.metrics, query.nodes, stepMs, this.reader(query)) };
  }

  async family(query: FamilyQuery): Promise<FamilyAnswer> {
    const stepMs = chooseStep(query.to - query.from, query.points);
    const series = answerFamily(query.family, query.labels, query.nodes, stepMs, this.reader(query));
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

  private reader({ instance, from, to }: HistorySpan): ReadStretches {
    return (node, source) => {
      const ring = this.rings.get(ringKey(instance, node, source));
      return ring ? [ring.stretch(from, to)] : [];
    };
  }
}

const ringKey = (instance: string, node: string, source: Source) => JSON.stringify([instance, node, source]);
