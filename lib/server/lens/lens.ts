import 'server-only';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import { toFamily, type OwnPattern } from '@/lib/patterns/own-pattern';
import type { Family, ReadContext, Thing } from '@/lib/patterns/pattern';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import { Recognition } from '@/lib/patterns/recognise';
import type { ThingSettings } from '@/lib/patterns/settings';
import type { Described, UnrecognisedShape } from '@/lib/patterns/things';
import { list, number } from '@/lib/redis/reply';
import type { Access } from '../access';
import { analysisJobs } from '../analysis/analysis-jobs';
import { toErrorBody, type ErrorBody } from '../errors';
import { keysIn } from '../collector/keys-by-database';
import { runPlan } from '../redis/run-plan';
import { singleton } from '../singleton';
import { bringNames } from './bring-names';
import type { Pace } from './pace';
import { pastOf } from './past';
import { readOwnPatterns, readThingSettings } from './thing-settings';

/** How a look over all keys goes. */
export interface LensState {
  state: 'scanning' | 'ready' | 'failed';
  /** Keys seen so far, and how many there are about. */
  seen: number;
  total: number | null;
  /** Whether an analysis that goes on brings the names. */
  withAnalysis: boolean;
  /** Unix milliseconds. */
  startedAt: number;
  finishedAt: number | null;
  error: ErrorBody['error'] | null;
}

/** A finished look is taken for the present for so long; whoever comes later starts another one behind it. */
const FRESH_MS = 10 * 60_000;

/** Groups of keys that are looked at in one go: some hundred commands. */
const GROUPS_AT_ONCE = 150;

/** Names between two such looks, so that things appear while the scan goes on. */
const NAMES_BETWEEN = 20_000;

/**
 * What one Redis user sees in one database: things, recognised from the names that a scan brings. People with the
 * same user share it, since the same ACL decides what they may look at.
 */
export class Lens {
  private current: Described = { things: [], unrecognised: [] };
  private progress: LensState | null = null;
  private abort = new AbortController();
  private listeners = new Set<() => void>();
  /** Of the latest look's families, those that people described included. */
  private patterns: ReadonlyMap<Family, PatternId> = new Map();
  /** How far the server's clock is ahead of ours. */
  private skewMs = 0;

  constructor(
    private readonly instance: string,
    readonly database: number,
  ) {}

  /** How the latest look goes; starts one where there is none, or only an old one. */
  look(access: Access, { again = false, pace = 'normal' as Pace } = {}): LensState {
    const known = this.progress;
    if (known?.state === 'scanning' && !again) return known;
    const fresh = known?.state === 'ready' && Date.now() - known.finishedAt! < FRESH_MS;
    if (fresh && !again) return known;
    this.abort.abort();
    this.abort = new AbortController();
    const progress: LensState = {
      state: 'scanning',
      seen: 0,
      total: null,
      withAnalysis: false,
      startedAt: Date.now(),
      finishedAt: null,
      error: null,
    };
    this.progress = progress;
    this.scan(access, progress, pace, this.abort.signal)
      .then(
        () => Object.assign(progress, { state: 'ready', finishedAt: Date.now() }),
        (error: unknown) =>
          Object.assign(progress, {
            state: 'failed',
            finishedAt: Date.now(),
            error: toErrorBody(error).body.error,
          }),
      )
      .finally(() => this.tell());
    return progress;
  }

  /** What people have set, read anew so that everybody sees it at once. */
  settings(): Map<string, ThingSettings> {
    return readThingSettings(this.instance, this.database);
  }

  /** Everything that was recognised and that nobody rejected, under the names that people gave. */
  things(settings = this.settings()): Thing[] {
    return this.current.things.flatMap(({ family, ...thing }) => {
      const own = settings.get(thing.id);
      const pattern = this.patterns.get(family);
      if (!pattern || own?.rejected) return [];
      return [{ ...thing, title: own?.name ?? thing.title, family: family.id, pattern }];
    });
  }

  /** What was rejected, so that it can be taken back. */
  rejected(settings = this.settings()): { id: string; title: string }[] {
    return this.current.things
      .filter(({ id }) => settings.get(id)?.rejected)
      .map(({ id, title }) => ({ id, title }));
  }

  get unrecognised(): readonly UnrecognisedShape[] {
    return this.current.unrecognised;
  }

  /**
   * One thing; waits for the look that goes on.
   * @returns `null` where it is not there once everything has been seen
   */
  async find(access: Access, id: string): Promise<Thing | null> {
    this.look(access);
    for (;;) {
      const thing = this.things().find((each) => each.id === id);
      if (thing || this.progress?.state !== 'scanning') return thing ?? null;
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }

  /** What a read may know. */
  contextOf(access: Access, thing: Thing, settings = this.settings()): ReadContext {
    return {
      now: Date.now() + this.skewMs,
      cluster: access.watcher.isCluster,
      redisVersion: access.node().state.server?.version ?? null,
      settings: settings.get(thing.id) ?? {},
      past: pastOf(this.instance, this.database, thing.id),
    };
  }

  private async scan(access: Access, progress: LensState, pace: Pace, signal: AbortSignal): Promise<void> {
    this.skewMs = await measureSkew(access);
    progress.total = keysIn(access, this.database);
    const patterns = familiesFor(readOwnPatterns(this.instance, this.database));
    const recognition = new Recognition([...patterns.keys()]);
    const first = this.current.things.length === 0;
    if (first) this.patterns = patterns;
    const verify = async () => {
      const now = Date.now() + this.skewMs;
      await runPlan(access, recognition.verify(GROUPS_AT_ONCE, now), { database: this.database, signal });
    };
    const lookAtSome = async () => {
      await verify();
      // What an earlier look found stays on the screen until this one is complete.
      if (first) this.publish(recognition.describe());
    };
    let nextLook = NAMES_BETWEEN;
    let looking: Promise<void> | undefined;
    const analysis = analysisJobs().wholeOf(access, this.database);
    await bringNames(access, { database: this.database, pace, signal, analysis }, (names) => {
      recognition.add(names);
      progress.seen = recognition.seen;
      progress.withAnalysis = analysis?.state === 'running';
      if (!looking && recognition.seen >= nextLook) {
        nextLook = recognition.seen + NAMES_BETWEEN;
        looking = lookAtSome().finally(() => (looking = undefined));
      }
      return looking;
    });
    await looking;
    while (recognition.unverified > 0) await verify();
    const now = Date.now() + this.skewMs;
    await runPlan(access, recognition.reconsider(now), { database: this.database, signal });
    this.patterns = patterns;
    this.publish(recognition.describe());
  }

  private publish(described: Described): void {
    this.current = described;
    this.tell();
  }

  private tell(): void {
    const waiting = [...this.listeners];
    this.listeners.clear();
    for (const listener of waiting) listener();
  }
}

/** What people described goes first: they know better. */
const familiesFor = (described: readonly OwnPattern[]): Map<Family, PatternId> =>
  new Map([
    ...described.map((own) => [toFamily(CATALOGUE, own), own.pattern] as const),
    ...CATALOGUE.flatMap(({ id, families }) => families.map((family) => [family, id] as const)),
  ]);

async function measureSkew(access: Access): Promise<number> {
  const connection = await access.connection(access.node());
  const askedAt = Date.now();
  const [reply] = await connection.callBytes([['TIME']]);
  const [seconds, microseconds] = list(reply instanceof Error ? null : reply).map(number);
  if (seconds == null || microseconds == null) return 0;
  // Whole, since moments become ids of streams and scores.
  return Math.round(seconds * 1000 + microseconds / 1000 - (askedAt + Date.now()) / 2);
}

const lenses = () => singleton('lenses', () => new Map<string, Lens>());

/** The lens of a person's user on a database. */
export function lensOf(access: Access, database: number): Lens {
  const key = JSON.stringify([access.instance.id, database, access.username]);
  const lens = lenses().get(key) ?? new Lens(access.instance.id, database);
  lenses().set(key, lens);
  return lens;
}

/** The lenses through which a person's user has looked at an instance already. */
export function knownLenses({ instance, username }: Access): Lens[] {
  return [...lenses()].flatMap(([key, lens]) => {
    const [id, , user] = JSON.parse(key) as [string, number, string];
    return id === instance.id && user === username ? [lens] : [];
  });
}
