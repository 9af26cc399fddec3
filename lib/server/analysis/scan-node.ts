import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import type { CommandId } from '@/lib/redis/command-catalogue';
import type { Reply } from '@/lib/redis/reply';
import { addressOf } from '../redis/connection';
import type { PipelineConnection } from '../redis/pipeline-connection';
import { explainReply } from '../redis/redis-errors';
import { KeyBatch, type KeySink } from './key-batch';
import { lengthQuestion, QUESTIONS, type Fact, type Question } from './questions';
import { refusalOf } from './refusal';
import { ScanPipeline, type AskedLength } from './scan-pipeline';

/** Names that are asked about in one pipeline, should a server answer SCAN with more than it was asked for. */
const MOST_NAMES = 1_000;

export interface NodeScanOptions {
  /** What to ask of each key. */
  facts: readonly Fact[];
  /** Whether to ask for lengths too, one pipeline later, when the types are known. */
  lengths?: boolean;
  /** Ends after so many keys: a sample, since SCAN goes in the order of hashes. `null`: all of them. */
  mostKeys?: number | null;
  /** Commands that are known to be refused: they are not even asked. */
  refused?: Refusals;
  /** Hears the names that each SCAN brings, before anything is asked of them. */
  onNames?: (names: readonly Bytes[]) => void;
  /** Of names that a command is to be sent for: those of keys that are known to be refused. They are not asked about. */
  refusedKeys?: (id: CommandId, names: readonly Bytes[]) => Promise<ReadonlySet<Bytes>>;
}

const NONE: ReadonlySet<Bytes> = new Set();

/** Why a command is answered for no key: the ACL refuses it to the user, or the server has none of that name. */
export type Refusals = ReadonlyMap<CommandId, 'denied' | 'unsupported'>;

/** Where a scan stands: what the next pipeline asks. */
interface Place {
  /** Of the next SCAN; `null`: there is nothing more to come. */
  cursor: string | null;
  /** Names that were not asked about yet. */
  names: readonly Bytes[];
}

/** What a SCAN brought. */
interface Found extends Place {
  reachedEnd: boolean;
}

/**
 * SCAN of one node, with what is to be known of each key: a pipeline asks for names, and about those that the one
 * before brought. A pipeline counts as a whole or not at all, so that a scan whose connection broke goes on with
 * another connection and hands over each key as often as SCAN names it.
 */
export class NodeScan {
  /** Keys that were asked about, those included that were refused or are gone. */
  seen = 0;
  /** Whether SCAN came to its end, so that no key is left that was there all the time. */
  reachedEnd = false;
  /** Commands that the server or the user's ACL refuses for all keys. */
  readonly refused: Map<CommandId, 'denied' | 'unsupported'>;

  private place: Place = { cursor: '0', names: [] };
  private named = 0;
  private questions: readonly Question[];
  /** Was sent before the one before it was answered. */
  private ahead: ScanPipeline | null = null;
  /** Their types are known; their lengths are asked next. */
  private typed: KeyBatch[] = [];
  /** Nothing is missing; they are handed over while the server works on the next pipeline. */
  private complete: KeyBatch[] = [];

  constructor(
    private readonly options: NodeScanOptions,
    private readonly sink: KeySink,
  ) {
    this.refused = new Map(options.refused);
    this.questions = options.facts.map((fact) => QUESTIONS[fact]).filter(({ id }) => !this.refused.has(id));
  }

  get isDone(): boolean {
    return this.hasAskedAll && this.complete.length === 0;
  }

  /** Of the next SCAN; `null`: there is nothing more to come. */
  get nextCursor(): string | null {
    return this.place.cursor;
  }

  /**
   * Waits for the replies to one pipeline, sent now or ahead.
   * @param most about how many keys it may be, and how many the next SCAN looks at
   * @param isAhead whether to send the one after it as soon as there are names for it: the server never waits for us
   *   then, but whoever comes between may wait for two pipelines
   * @throws AppError where the connection breaks, the server answers nobody just now, or SCAN is refused: nothing of
   *   this pipeline counts then, and another call asks it again
   */
  async next(connection: PipelineConnection, most: number, isAhead = false): Promise<void> {
    const pipeline = this.takeAhead(connection) ?? (await this.send(connection, this.place, most));
    try {
      if (isAhead && pipeline.asks.cursor !== null) {
        await pipeline.scanned;
        const following = this.placeAfter(pipeline);
        if (following && (following.names.length > 0 || following.cursor !== null))
          this.ahead = await this.send(connection, following, most);
      }
      // The server is at work now, and so are we.
      this.handOver();
      await pipeline.answered;
      this.heed(pipeline);
    } catch (error) {
      this.drop(pipeline);
      throw error;
    }
    this.take(pipeline);
    if (this.hasAskedAll) this.handOver();
  }

  /** Hands over what has been answered, where nobody goes on; lengths that were not asked yet stay unknown. */
  end(): void {
    if (this.ahead) this.drop(this.ahead);
    this.complete.push(...this.typed.splice(0));
    this.handOver();
  }

  private get hasAskedAll(): boolean {
    const { place, typed, ahead } = this;
    return place.cursor === null && place.names.length === 0 && typed.length === 0 && !ahead;
  }

  private takeAhead(connection: PipelineConnection): ScanPipeline | null {
    const { ahead } = this;
    this.ahead = null;
    if (!ahead || ahead.connection === connection) return ahead;
    this.drop(ahead);
    return null;
  }

  private async send(
    connection: PipelineConnection,
    { cursor, names }: Place,
    most: number,
  ): Promise<ScanPipeline> {
    const limit = Math.min(most, MOST_NAMES);
    // SCAN brings a few more than it was asked for: they need no pipeline of their own.
    const asked = names.length <= 2 * limit ? names : names.slice(0, limit);
    const refused = await this.refusedAmong(asked);
    const told = refused.size > 0 ? asked.filter((name) => !refused.has(name)) : asked;
    const typed = this.typed.shift() ?? null;
    return new ScanPipeline(connection, {
      cursor: asked.length === names.length ? cursor : null,
      count: most,
      batch: new KeyBatch(
        told,
        this.questions,
        asked.filter((name) => refused.has(name)),
      ),
      typed,
      lengths: typed ? this.askLengths(typed) : [],
    });
  }

  private async refusedAmong(names: readonly Bytes[]): Promise<ReadonlySet<Bytes>> {
    const { refusedKeys } = this.options;
    const [question] = this.questions;
    return refusedKeys && question && names.length > 0 ? refusedKeys(question.id, names) : NONE;
  }

  private askLengths(typed: KeyBatch): AskedLength[] {
    const asked: AskedLength[] = [];
    for (let index = 0; index < typed.names.length; index += 1) {
      const question = lengthQuestion(typed.typeAt(index) ?? '');
      if (question && !this.refused.has(question.id)) asked.push({ index, question });
    }
    return asked;
  }

  /** What was in it is asked again by the next one, and what was sent behind it too. */
  private drop(pipeline: ScanPipeline): void {
    const { ahead } = this;
    this.ahead = null;
    if (ahead && ahead !== pipeline) this.drop(ahead);
    pipeline.accountAtLast();
    if (pipeline.asks.typed) this.typed.unshift(pipeline.asks.typed);
  }

  private handOver(): void {
    for (const batch of this.complete.splice(0)) batch.handTo(this.sink);
  }

  /** @throws AppError where the pipeline is to be asked again, or SCAN is refused */
  private heed(pipeline: ScanPipeline): void {
    const { replies, scanReply, asks, connection } = pipeline;
    if (asks.cursor !== null && !Array.isArray(scanReply))
      throw explain(scanReply instanceof Error ? scanReply : new Error('SCAN has no cursor'), connection);
    replies.forEach((reply, at) => {
      if (typeof reply !== 'object' || !(reply instanceof Error)) return;
      const refusal = refusalOf(reply);
      const question = pipeline.questionOf(at)!;
      if (refusal === 'later') throw explain(reply, connection);
      if (refusal === 'denied' || refusal === 'unsupported') this.refused.set(question.id, refusal);
      // The policy has changed: OBJECT FREQ and IDLETIME answer under some policies only.
      else if (refusal !== 'unfit' || !question.id.startsWith('object|')) return;
      this.questions = this.questions.filter(({ id }) => id !== question.id);
    });
  }

  private take(pipeline: ScanPipeline): void {
    const { asks, replies } = pipeline;
    const { batch, typed, lengths } = asks;
    const found = this.placeAfter(pipeline)!;
    pipeline.account();
    this.seen += batch.keys;
    batch.replies = replies;
    if (typed) {
      typed.lengths = new Array<Reply | undefined>(typed.names.length).fill(undefined);
      lengths.forEach(({ index }, at) => (typed.lengths![index] = replies[batch.size + at]));
      this.complete.push(typed);
    }
    if (batch.keys > 0) (this.options.lengths ? this.typed : this.complete).push(batch);
    this.place = found;
    if (asks.cursor === null) return;
    this.named += found.names.length;
    this.reachedEnd = found.reachedEnd;
    this.options.onNames?.(found.names);
  }

  /** Where the scan stands behind a pipeline; `null` where its SCAN has brought nothing that can be read. */
  private placeAfter({ asks, scanReply }: ScanPipeline): Found | null {
    const { mostKeys = null } = this.options;
    if (asks.cursor === null) {
      const { cursor, names } = this.place;
      return { cursor, names: names.slice(asks.batch.keys), reachedEnd: this.reachedEnd };
    }
    if (!Array.isArray(scanReply)) return null;
    const [cursor, brought] = scanReply as Reply[];
    const all = (Array.isArray(brought) ? brought : []) as Bytes[];
    const names = mostKeys === null ? all : all.slice(0, mostKeys - this.named);
    const reachedEnd = cursor === '0' && names.length === all.length;
    // A cursor has 64 bits: it stays the string that it came as.
    const isLast = cursor === '0' || this.named + names.length === mostKeys;
    return { cursor: isLast ? null : String(cursor), names, reachedEnd };
  }
}

const explain = (reply: Error, { endpoint }: PipelineConnection) =>
  explainReply(reply.message, { address: addressOf(endpoint), tls: endpoint.tls !== null });
