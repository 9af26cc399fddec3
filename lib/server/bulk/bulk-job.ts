import 'server-only';
import type { BulkReport } from '@/lib/actions/describe-key-result';
import { keyWire } from '@/lib/keyspace/key-wire';
import type { TtlClass } from '@/lib/keyspace/ttl-class';
import type { Bytes } from '@/lib/patterns/bytes';
import { errorText, isRefused, type Command } from '@/lib/patterns/plan';
import { classifyError } from '@/lib/redis/parse-error';
import { list, number, string } from '@/lib/redis/reply';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { AppError, isAppError } from '../errors';
import { keysIn } from '../collector/keys-by-database';
import { PaceKeeper, type Pace } from '../lens/pace';
import type { NodeWatcher } from '../collector/node-watcher';
import { credentialsOf } from '../sign-in/sessions';
import { BulkConnection } from './bulk-connection';
import { keysThatFit } from './keys-that-fit';
import { primariesOf } from './primaries';

/** What is done to every key that matches. */
export interface BulkDeed {
  db: number;
  match: Bytes;
  type?: string;
  ttl?: TtlClass;
  /** Never more keys than these; `null`: however many. */
  count: number | null;
  pace: Pace;
  /** Replied to with 1 where the key was there. */
  commandOn: (key: Bytes) => Command;
  /** For a sentence: `removed`. */
  done: string;
}

/** Names that one SCAN looks over: 0.5 ms of the server's time. */
const COUNT = 500;

/** Keys that are changed in one go. */
const BATCH = 500;

/** So long names are gathered for one batch, each of which is written down before. */
const GATHER_MS = 1_000;

/** Names that the report has. */
const SAMPLE = 10;

/**
 * Changes every key that matches, by SCAN at each primary in turn, with pauses, on the person's own connections. Before
 * each batch its size is written down, so that whatever is gone has a record, even if the dashboard is killed.
 */
export class BulkJob {
  readonly report: BulkReport;
  private isCancelled = false;
  private readonly keeper: PaceKeeper;
  /** Names that wait for their batch, and since when. */
  private gathered: { names: Set<Bytes>; since: number } = {
    names: new Set(),
    since: performance.now(),
  };
  private tell: (soFar: BulkReport) => void = () => {};

  constructor(
    private readonly access: Access,
    private readonly deed: BulkDeed,
  ) {
    this.keeper = new PaceKeeper(deed.pace);
    this.report = {
      state: 'running',
      looked: 0,
      total: keysIn(access, deed.db),
      matched: 0,
      changed: 0,
      refused: 0,
      vanished: 0,
      moved: 0,
      batches: 0,
      underWay: 0,
      sample: [],
    };
  }

  /** Ends it before the next command. */
  cancel(): void {
    this.isCancelled = true;
  }

  /**
   * Goes through all names.
   * @param tell writes down how far it has come; what it throws ends the job
   * @returns what was done, also where it was cancelled or the bound was reached
   * @throws AppError of what ended it: a broken connection, a restart, a refusal, a person who has gone
   */
  async run(tell: (soFar: BulkReport) => void): Promise<BulkReport> {
    this.tell = tell;
    try {
      for (const node of primariesOf(this.access)) {
        await this.walk(node);
        if (this.isOver) break;
      }
    } catch (error) {
      throw this.explain(error);
    }
    if (this.report.state === 'running') this.report.state = this.isCancelled ? 'cancelled' : 'done';
    // Of names that were filtered at the server nobody knows the number.
    if (this.report.state === 'done') this.report.looked = this.report.total ?? this.report.looked;
    return this.report;
  }

  private get isOver(): boolean {
    return this.isCancelled || this.report.state !== 'running';
  }

  private async walk(node: NodeWatcher): Promise<void> {
    const connections = new BulkConnection(this.access, node, this.deed.db);
    let cursor = '0';
    do {
      const connection = await connections.get();
      const [reply] = await this.paced(() =>
        connection.callBytes([['SCAN', cursor, 'MATCH', this.deed.match, 'COUNT', COUNT]]),
      );
      if (reply instanceof Error) throw reply;
      const [next, names] = list(reply);
      cursor = string(next) ?? '0';
      this.gather(list(names));
      this.report.looked = Math.min(this.report.looked + COUNT, this.report.total ?? Infinity);
      const { names: waiting, since } = this.gathered;
      const isDue = waiting.size >= BATCH || cursor === '0' || performance.now() - since > GATHER_MS;
      if (!isDue) continue;
      if (waiting.size > 0) await this.changeGathered(connection, node);
      else this.tell({ ...this.report });
      this.gathered = { names: new Set(), since: performance.now() };
    } while (cursor !== '0' && !this.isOver);
  }

  private gather(names: readonly unknown[]): void {
    for (const name of names) if (typeof name === 'string') this.gathered.names.add(name);
  }

  /** Changes what was gathered, as far as it fits and was confirmed. */
  private async changeGathered(connection: Connection, node: NodeWatcher): Promise<void> {
    const { type, ttl, count } = this.deed;
    const gathered = [...this.gathered.names];
    const fitting = await this.paced(() => keysThatFit(this.access, connection, gathered, { type, ttl }));
    this.report.refused += fitting.refused;
    let rest = fitting.names;
    while (rest.length > 0 && !this.isCancelled) {
      const left = count === null ? BATCH : Math.min(BATCH, count - this.report.changed);
      if (left <= 0) {
        this.report.state = 'bound';
        return;
      }
      await this.changeBatch(connection, rest.slice(0, left), node);
      rest = rest.slice(left);
    }
  }

  private async changeBatch(
    connection: Connection,
    names: readonly Bytes[],
    node: NodeWatcher,
  ): Promise<void> {
    const { report } = this;
    report.matched += names.length;
    this.tell({ ...report, underWay: names.length });
    report.underWay = names.length;
    const replies = await this.paced(() => connection.callBytes(names.map(this.deed.commandOn)));
    report.underWay = 0;
    report.batches += 1;
    let broken: Error | null = null;
    replies.forEach((reply, index) => {
      if (number(reply) === 1) this.count(names[index]!);
      else if (!(reply instanceof Error)) report.vanished += 1;
      else if (isRefused(reply) && classifyError(errorText(reply)).denied === 'key') report.refused += 1;
      else if (/^(?:MOVED|ASK|TRYAGAIN)\b/.test(errorText(reply))) report.moved += 1;
      else broken ??= reply;
    });
    if (broken) throw this.atNode(broken, node);
  }

  private count(name: Bytes): void {
    this.report.changed += 1;
    if (this.report.sample.length < SAMPLE) this.report.sample.push(keyWire(name));
  }

  private async paced<T>(ask: () => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    const answer = await ask();
    await this.keeper.rest(performance.now() - askedAt, 0);
    return answer;
  }

  private atNode(error: Error, node: NodeWatcher): Error {
    if (!isAppError(error) || error.code !== 'READONLY') return error;
    return new AppError('READONLY', `${node.id} is no primary any more.`, error.options);
  }

  /** What ended it, and what had been done by then. */
  private explain(error: unknown): unknown {
    try {
      this.tell({ ...this.report });
    } catch {
      // The log cannot be written, which may be what ended it. What it has is from before the latest batch.
    }
    const heeded = this.access.heed(error);
    if (!isAppError(heeded)) return error;
    const hasLeft = credentialsOf(this.access.ticket, this.access.instance.id) === null;
    const { code, message, options } = hasLeft ? signedOut() : heeded;
    const { changed, underWay } = this.report;
    const was = `${changed.toLocaleString('en-US')} ${changed === 1 ? 'key was' : 'keys were'} ${this.deed.done} before.`;
    const unknown =
      underWay > 0 ? ` Of ${underWay.toLocaleString('en-US')} more that were being sent nobody knows.` : '';
    return new AppError(code, `${message} ${was}${unknown}`, options);
  }
}

const signedOut = () =>
  new AppError('SIGNED_OUT', 'Whoever began it is no longer signed in.', { status: 401 });
