import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire, type Bytes } from '@/lib/patterns/bytes';
import { cacheGlobs } from '@/lib/patterns/caches/globs';
import { invalidateTag, unlinkKeys, unlinkOrphans } from '@/lib/patterns/caches/invalidate';
import { tagsOf } from '@/lib/patterns/caches/tag-table';
import { partOf, type Thing } from '@/lib/patterns/pattern';
import type { Plan } from '@/lib/patterns/plan';
import type { Access } from '../access';
import { AppError } from '../errors';
import { lensOf, type Lens } from '../lens/lens';
import { PaceKeeper } from '../lens/pace';
import { scanNames } from '../lens/scan-names';
import { findThing } from '../reads/read-thing';
import type { ActionContext } from '../http/route';
import { runPlan } from '../redis/run-plan';

/** How far an invalidation has come, and in the end what it did. */
export interface Invalidation {
  /** Keys that were there, and are no more. */
  unlinked: number;
  /** Keys whose names or content are not the cache's: they were left alone. */
  spared: number;
  /** Whether everything was gone through; else somebody may go on. */
  complete: boolean;
}

/** Keys that one run goes through. */
const MOST_KEYS = 100_000;

/** Keys between two rests; each costs three to five short commands. */
const KEYS_AT_ONCE = 400;

/** Members of a tag between two rests. */
const MEMBERS_AT_ONCE = 1_000;

const PROGRESS_MS = 1_000;

/**
 * Forgets what is cached: some keys; or all of it, or what is under a tag, which goes on after the answer while the log
 * tells how far it has come.
 */
export async function invalidateCache({ access, input, follow }: ActionContext<'cache.invalidate'>) {
  const lens = lensOf(access, input.db);
  const thing = await findThing(access, lens, input.thing, 'caches');
  const run = new Run(access, lens, thing);
  const steps = stepsOf(run, thing, input);
  if (input.keys) return run.through(steps, () => {});
  return follow(run.done, (report) => run.through(steps, report));
}

function stepsOf(run: Run, thing: Thing, { tag, prefix, keys }: ActionInput<'cache.invalidate'>) {
  if (tag !== undefined) return run.byTag(requireTag(thing, tag));
  const isTable = tagsOf(thing).length > 0;
  if (prefix && (isTable || cacheGlobs(thing).length === 0 || partOf(thing, 'mark')))
    throw refusal('prefix', `${thing.title} has no values whose names could be scanned for.`);
  if (isTable) throw refusal('keys', 'these are tags, and no values.');
  return prefix ? run.byPrefix() : run.byKeys(keys!);
}

function requireTag(thing: Thing, tag: Bytes): Bytes {
  if (partOf(thing, 'tag')?.names.includes(tag)) return tag;
  throw refusal(
    'tag',
    `${toWire(tag)} is no tag of ${thing.title}, or a library's own. Scan again if it is new.`,
  );
}

const refusal = (field: string, message: string) =>
  new AppError('INVALID_INPUT', `${field}: ${message}`, { status: 400, details: { field } });

/** One invalidation, in batches with rests between them. */
class Run {
  done: Invalidation = { unlinked: 0, spared: 0, complete: false };
  private readonly keeper = new PaceKeeper('normal');
  private looked = 0;

  constructor(
    private readonly access: Access,
    private readonly lens: Lens,
    private readonly thing: Thing,
  ) {}

  /**
   * Goes through the steps and tells how far it has come.
   * @throws AppError of what went wrong; it says what was done by then
   */
  async through(steps: AsyncGenerator<void>, report: (soFar: Invalidation) => void): Promise<Invalidation> {
    let reportedAt = performance.now();
    try {
      for await (const _ of steps) {
        if (performance.now() - reportedAt < PROGRESS_MS) continue;
        reportedAt = performance.now();
        report({ ...this.done });
      }
    } catch (error) {
      const { code, message, options } = this.access.heed(error) as AppError;
      if (code === undefined || this.done.unlinked === 0) throw error;
      const gone = `${this.done.unlinked.toLocaleString('en-US')} keys were removed before.`;
      throw new AppError(code, `${message} ${gone}`, options);
    }
    return this.done;
  }

  /** Under a tag; where it holds more than one run may take, the rest stays in the tag. */
  async *byTag(tag: Bytes): AsyncGenerator<void> {
    const cluster = this.access.watcher.isCluster;
    while (!this.done.complete && this.looked < MOST_KEYS) {
      const part = await this.send(invalidateTag(tag, { cluster, most: MEMBERS_AT_ONCE }));
      this.looked += part.members;
      this.done.unlinked += part.unlinked;
      this.done.complete = part.complete;
      yield;
    }
  }

  /** Everything of the thing that SCAN brings now, new keys too. */
  async *byPrefix(): AsyncGenerator<void> {
    const { signal } = new AbortController();
    for (const glob of cacheGlobs(this.thing)) {
      let batch: Bytes[] = [];
      for await (const names of scanNames(this.access, this.lens.database, 'normal', signal, glob)) {
        batch.push(...names);
        if (batch.length < KEYS_AT_ONCE) continue;
        yield await this.unlink(batch);
        batch = [];
        if (this.looked >= MOST_KEYS) return;
      }
      yield await this.unlink(batch);
    }
    this.done.complete = true;
  }

  /** Marks go only where their values are gone. */
  async *byKeys(keys: readonly Bytes[]): AsyncGenerator<void> {
    for (let start = 0; start < keys.length; start += KEYS_AT_ONCE)
      yield await this.unlink(keys.slice(start, start + KEYS_AT_ONCE));
    this.done.complete = true;
  }

  private async unlink(keys: readonly Bytes[]): Promise<void> {
    const now = this.lens.contextOf(this.access, this.thing).now;
    this.looked += keys.length;
    if (partOf(this.thing, 'mark')) {
      this.done.unlinked += await this.send(unlinkOrphans(ownMarks(this.thing, keys)));
      return;
    }
    const { unlinked, spared } = await this.send(unlinkKeys(this.thing, keys, now));
    this.done.unlinked += unlinked;
    this.done.spared += spared;
  }

  private async send<T>(plan: Plan<T>): Promise<T> {
    const askedAt = performance.now();
    const result = await runPlan(this.access, plan, { database: this.lens.database });
    await this.keeper.rest(performance.now() - askedAt, 0);
    return result;
  }
}

/** Of marks of the time the kept names say enough: what else ends in `:timestamp` is somebody's own. */
function ownMarks(thing: Thing, keys: readonly Bytes[]): Bytes[] {
  const known = new Set(partOf(thing, 'mark')?.names);
  return keys.filter((key) => known.has(key));
}
