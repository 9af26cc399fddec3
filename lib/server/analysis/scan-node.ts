import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import type { CommandId } from '@/lib/redis/command-catalogue';
import type { Reply } from '@/lib/redis/reply';
import { RespWriter } from '@/lib/redis/resp-writer';
import { addressOf } from '../connection';
import { footprintOn, type Footprint } from '../footprint';
import type { PipelineConnection } from '../pipeline-connection';
import { explainReply } from '../redis-errors';
import { countReplies } from './count-replies';
import { KeyBatch, type KeySink } from './key-batch';
import { lengthQuestion, QUESTIONS, type Fact, type Question } from './questions';
import { refusalOf } from './refusal';

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
}

/** Why a command is answered for no key: the ACL refuses it to the user, or the server has none of that name. */
export type Refusals = ReadonlyMap<CommandId, 'denied' | 'unsupported'>;

/** A length that was asked of a key of the batch before. */
interface AskedLength {
  index: number;
  question: Question;
}

/** What one pipeline asks, and how. */
interface Pipeline {
  batch: KeyBatch;
  lengths: readonly AskedLength[];
  scans: boolean;
}

const SCAN = { id: 'scan' } as const;

/**
 * SCAN of one node, with what is to be known of each key: a pipeline asks about the names that the one before brought,
 * and for the next names. A pipeline counts as a whole or not at all, so that a scan whose connection broke goes on
 * with another connection and hands over each key as often as SCAN names it.
 */
export class NodeScan {
  /** Keys that were asked about, those included that were refused or are gone. */
  seen = 0;
  /** Whether SCAN came to its end, so that no key is left that was there all the time. */
  reachedEnd = false;
  /** Commands that the server or the user's ACL refuses for all keys. */
  readonly refused: Map<CommandId, 'denied' | 'unsupported'>;

  private cursor: string | null = '0';
  private names: readonly Bytes[] = [];
  private named = 0;
  private questions: readonly Question[];
  /** Its types are known; its lengths are asked next. */
  private typed: KeyBatch | null = null;
  /** Nothing is missing; it is handed over while the server works on the next pipeline. */
  private complete: KeyBatch | null = null;
  private readonly writer = new RespWriter();

  constructor(
    private readonly options: NodeScanOptions,
    private readonly sink: KeySink,
  ) {
    this.refused = new Map(options.refused);
    this.questions = options.facts.map((fact) => QUESTIONS[fact]).filter(({ id }) => !this.refused.has(id));
  }

  get isDone(): boolean {
    return this.cursor === null && this.names.length === 0 && !this.typed && !this.complete;
  }

  /** Of the next SCAN; `null`: there is nothing more to come. */
  get nextCursor(): string | null {
    return this.cursor;
  }

  /**
   * Sends one pipeline and waits for its replies.
   * @param most about how many keys it may be, and how many the next SCAN looks at
   * @throws AppError where the connection breaks, the server answers nobody just now, or SCAN is refused: nothing of
   *   this pipeline counts then, and another call asks it again
   */
  async next(connection: PipelineConnection, most: number): Promise<void> {
    const limit = Math.min(most, MOST_NAMES);
    // SCAN brings a few more than it was asked for: they need no pipeline of their own.
    const names = this.names.length <= 2 * limit ? this.names : this.names.slice(0, limit);
    const pipeline: Pipeline = {
      batch: new KeyBatch(names, this.questions),
      lengths: this.typed ? this.askLengths(this.typed) : [],
      scans: this.cursor !== null && names.length === this.names.length,
    };
    const replies: Reply[] = [];
    const count = this.write(pipeline, most);
    const answered = connection.send(this.writer.take(), count, (reply) => replies.push(reply));
    // The server is at work now, and so are we.
    this.handOver();
    try {
      await answered;
    } finally {
      this.account(pipeline, replies, footprintOn(addressOf(connection.endpoint)));
    }
    this.heed(pipeline, replies, connection);
    this.take(pipeline, replies);
    if (this.cursor === null && this.names.length === 0 && !this.typed) this.handOver();
  }

  /** Hands over what has been answered, where nobody goes on; lengths that were not asked yet stay unknown. */
  end(): void {
    this.handOver();
    this.complete = this.typed;
    this.typed = null;
    this.handOver();
  }

  /** @returns how many commands it was */
  private write({ batch, lengths, scans }: Pipeline, most: number): number {
    const { writer } = this;
    const commands = batch.questions.map(({ command }) => command);
    for (const name of batch.names) writer.writeForKey(commands, name);
    for (const { index, question } of lengths)
      writer.writeForKey([question.command], this.typed!.names[index]!);
    if (scans) writer.write(['SCAN', this.cursor!, 'COUNT', String(most)]);
    return batch.size + lengths.length + (scans ? 1 : 0);
  }

  private askLengths(typed: KeyBatch): AskedLength[] {
    const asked: AskedLength[] = [];
    for (let index = 0; index < typed.names.length; index += 1) {
      const question = lengthQuestion(typed.typeAt(index) ?? '');
      if (question && !this.refused.has(question.id)) asked.push({ index, question });
    }
    return asked;
  }

  private handOver(): void {
    this.complete?.handTo(this.sink);
    this.complete = null;
  }

  /** Of a pipeline that broke, only what was answered is known to have been looked up. */
  private account(
    { batch, lengths, scans }: Pipeline,
    replies: readonly Reply[],
    footprint: Footprint,
  ): void {
    const { questions, size } = batch;
    const answered = Math.min(size, replies.length);
    questions.forEach((question, place) =>
      countReplies(footprint, question, replies, place, answered, questions.length),
    );
    lengths.forEach(({ question }, index) => {
      const at = size + index;
      if (at < replies.length) countReplies(footprint, question, replies, at, at + 1);
    });
    if (scans) countReplies(footprint, SCAN, replies, size + lengths.length);
  }

  /** @throws AppError where the pipeline is to be asked again, or SCAN is refused */
  private heed(
    { batch, lengths, scans }: Pipeline,
    replies: readonly Reply[],
    connection: PipelineConnection,
  ) {
    const { questions, size } = batch;
    replies.forEach((reply, at) => {
      if (typeof reply !== 'object' || !(reply instanceof Error)) return;
      const refusal = refusalOf(reply);
      const question = at < size ? questions[at % questions.length] : lengths[at - size]?.question;
      if (question === undefined || refusal === 'later') throw explain(reply, connection);
      if (refusal === 'denied' || refusal === 'unsupported') this.refused.set(question.id, refusal);
      // The policy has changed: OBJECT FREQ and IDLETIME answer under some policies only.
      else if (refusal !== 'unfit' || !question.id.startsWith('object|')) return;
      this.questions = this.questions.filter(({ id }) => id !== question.id);
    });
    if (scans && !Array.isArray(replies.at(-1))) throw explain(new Error('SCAN has no cursor'), connection);
  }

  private take({ batch, lengths, scans }: Pipeline, replies: readonly Reply[]): void {
    const { typed, options } = this;
    this.seen += batch.names.length;
    this.names = this.names.slice(batch.names.length);
    batch.replies = replies;
    if (typed) {
      typed.lengths = new Array<Reply | undefined>(typed.names.length).fill(undefined);
      lengths.forEach(({ index }, at) => (typed.lengths![index] = replies[batch.size + at]));
    }
    const known = batch.names.length > 0 ? batch : null;
    this.complete = options.lengths ? typed : known;
    this.typed = options.lengths ? known : null;
    if (scans) this.takeNames(replies.at(-1) as Reply[]);
  }

  private takeNames([cursor, names]: Reply[]): void {
    const { mostKeys = null } = this.options;
    const found = (Array.isArray(names) ? names : []) as Bytes[];
    this.names = mostKeys === null ? found : found.slice(0, mostKeys - this.named);
    this.named += this.names.length;
    this.reachedEnd = cursor === '0' && this.names.length === found.length;
    // A cursor has 64 bits: it stays the string that it came as.
    this.cursor = cursor === '0' || this.named === mostKeys ? null : String(cursor);
    this.options.onNames?.(this.names);
  }
}

const explain = (reply: Error, { endpoint }: PipelineConnection) =>
  explainReply(reply.message, { address: addressOf(endpoint), tls: endpoint.tls !== null });
