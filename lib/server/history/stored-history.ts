import 'server-only';
import type Database from 'better-sqlite3';
import type { Window } from '@/lib/advisor/rule';
import { describeMetric, type MetricId, type Source } from '@/lib/metrics/catalogue';
import { describeFamily } from '@/lib/metrics/families';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import { chooseStep } from '@/lib/metrics/series';
import type { Stretch } from '@/lib/metrics/stretch';
import { answerFamily, answerMetrics, type ReadStretches } from './answer-query';
import { breather } from './breather';
import { forgetTracks } from './forget';
import type { FamilyAnswer, FamilyQuery, History, HistoryAnswer, HistoryQuery, HistorySpan } from './history';
import { tierCosts, type HistoryCost } from './history-cost';
import { HistoryFile } from './history-file';
import { stepOf } from './plan-query';
import { readStretches } from './read-stretches';
import { dropBeyond, dropExpired, giveBack } from './retention';
import { keptSample } from './sample-ring';
import { sealTrack } from './seal';
import type { Track } from './track';
import { windowOf } from './window-of';

const FIRST_PASS_MS = 2_000;
const PASS_MS = 60_000;
const COMPLAIN_MS = 60_000;

/** Keeps every sample in the file before it counts as kept, and seals and thins out what grows old. */
export class StoredHistory implements History {
  private readonly file: HistoryFile;
  private readonly tracks = new Map<string, Track>();
  private readonly written = { samples: 0, ms: 0 };
  private longestPieceMs = 0;
  private complainedAt = 0;
  private timer: NodeJS.Timeout | null = null;
  /** Sealing and deleting take turns. */
  private work: Promise<void> = Promise.resolve();

  /** @param limitBytes what the sealed blocks may take */
  constructor(
    database: Database.Database,
    private readonly limitBytes: number,
  ) {
    this.file = new HistoryFile(database);
    for (const track of this.file.loadTracks()) this.tracks.set(keyOf(track), track);
  }

  start(): void {
    const pass = () => {
      void this.maintain(Date.now());
      this.timer = setTimeout(pass, PASS_MS).unref();
    };
    this.timer = setTimeout(pass, FIRST_PASS_MS).unref();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  append(instance: string, sample: Sample): void {
    this.orComplain(() => {
      const before = performance.now();
      const track = this.trackOf(instance, sample.node, sample.source);
      const kept = keptSample(sample);
      // A clock that was set back: what is sealed is not opened again.
      if (kept.at <= track.newestAt) return;
      this.file.head.append(track.id, kept);
      track.ring.push(kept);
      this.written.samples += 1;
      this.written.ms += performance.now() - before;
    });
  }

  mark(instance: string, marker: Marker): void {
    this.orComplain(() => this.file.markers.append(instance, marker));
  }

  async series(query: HistoryQuery): Promise<HistoryAnswer> {
    const sources = new Set(query.metrics.map((metric) => describeMetric(metric).source));
    const { stepMs, read } = this.reader(query, sources);
    return { stepMs, series: answerMetrics(query.metrics, query.nodes, stepMs, read) };
  }

  async family(query: FamilyQuery): Promise<FamilyAnswer> {
    const { stepMs, read } = this.reader(query, new Set([describeFamily(query.family).source]));
    return { stepMs, series: answerFamily(query.family, query.labels, query.nodes, stepMs, read) };
  }

  since(instance: string, after: number): Sample[] {
    const samples = this.tracksOf(instance).flatMap(({ ring, node }) => ring.samplesSince(node, after));
    return samples.sort((a, b) => a.at - b.at);
  }

  window(instance: string, node: string, metric: MetricId, from: number, to: number): Window | null {
    const { source } = describeMetric(metric);
    const ring = this.tracks.get(keyOf({ instance, node, source }))?.ring;
    return ring ? windowOf(ring, metric, from, to) : null;
  }

  async markers(instance: string, from: number, to: number): Promise<Marker[]> {
    return this.file.markers.read(instance, from, to);
  }

  cost(instance: string): HistoryCost {
    const { samples, ms } = this.written;
    return {
      tiers: tierCosts(this.file, instance, this.tracksOf(instance)),
      allBytes: this.file.blocks.totalBytes(),
      limitBytes: this.limitBytes,
      writeMs: samples === 0 ? null : ms / samples,
      longestPieceMs: this.longestPieceMs,
    };
  }

  forget(instance: string): Promise<void> {
    return this.next(() => forgetTracks(this.file, instance, this.tracksOf(instance), breather()));
  }

  /**
   * One pass: seals what is over, deletes what is too old or too much.
   * @param now Unix milliseconds
   */
  maintain(now: number): Promise<void> {
    return this.next(async () => {
      const breath = breather();
      const tracks = [...this.tracks.values()];
      try {
        for (const track of tracks) await sealTrack(this.file, track, now, breath);
        await dropExpired(this.file, tracks, now, breath);
        await dropBeyond(this.file, tracks, this.limitBytes, breath);
        this.dropEmpty();
        await giveBack(this.file, breath);
      } catch (error) {
        this.complain(error);
      }
      this.longestPieceMs = Math.max(this.longestPieceMs, breath.longestMs);
    });
  }

  private next(work: () => Promise<void>): Promise<void> {
    const done = this.work.then(work);
    this.work = done.catch(() => undefined);
    return done;
  }

  /** The answer's step, and what reads each track once in it; the span is widened to whole steps. */
  private reader(
    { instance, nodes, from, to, points }: HistorySpan,
    sources: ReadonlySet<Source>,
  ): { stepMs: number; read: ReadStretches } {
    const trackAt = (node: string, source: Source) => this.tracks.get(keyOf({ instance, node, source }));
    const asked = nodes.flatMap((node) => [...sources].flatMap((source) => trackAt(node, source) ?? []));
    const stepMs = stepOf(this.file.blocks, asked, from, chooseStep(to - from, points));
    const [start, until] = [Math.floor(from / stepMs) * stepMs, (Math.floor(to / stepMs) + 1) * stepMs];
    const known = new Map<Track, Stretch[]>();
    const read: ReadStretches = (node, source) => {
      const track = trackAt(node, source);
      if (!track) return [];
      const stretches = known.get(track) ?? readStretches(this.file, track, stepMs, start, until);
      known.set(track, stretches);
      return stretches;
    };
    return { stepMs, read };
  }

  private tracksOf(instance: string): Track[] {
    return [...this.tracks.values()].filter((track) => track.instance === instance);
  }

  private trackOf(instance: string, node: string, source: Source): Track {
    const key = keyOf({ instance, node, source });
    const track = this.tracks.get(key) ?? this.file.addTrack(instance, node, source);
    this.tracks.set(key, track);
    return track;
  }

  /** Nodes come and go under new addresses; of those whose past is over nothing stays. */
  private dropEmpty(): void {
    for (const [key, track] of this.tracks) {
      if (track.oldestAt !== null) continue;
      this.file.removeTrack(track);
      this.tracks.delete(key);
    }
  }

  /** Watching goes on when the disk is full: what cannot be written is a gap, and the log says so. */
  private orComplain(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.complain(error);
    }
  }

  private complain(error: unknown): void {
    if (Date.now() - this.complainedAt < COMPLAIN_MS) return;
    this.complainedAt = Date.now();
    console.error('The history cannot be written:', error);
  }
}

const keyOf = ({ instance, node, source }: { instance: string; node: string; source: Source }) =>
  JSON.stringify([instance, node, source]);
