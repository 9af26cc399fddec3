import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Reply } from '@/lib/redis/reply';
import { RespWriter } from '@/lib/redis/resp-writer';
import { addressOf } from '../redis/connection';
import { footprintOn } from '../collector/footprint';
import type { PipelineConnection } from '../redis/pipeline-connection';
import { countReplies } from './count-replies';
import type { KeyBatch } from './key-batch';
import type { Question } from './questions';

/** A length that is asked of a key whose type is known. */
export interface AskedLength {
  index: number;
  question: Question;
}

/** What one pipeline asks: for the next names first, so that the one after it can be sent while this one is answered. */
export interface PipelineQuestions {
  /** Of SCAN; `null`: it is not sent. */
  cursor: string | null;
  /** For how many names SCAN is asked. */
  count: number;
  /** About whose keys it asks. */
  batch: KeyBatch;
  /** Whose lengths it asks for besides; `null`: nobody's. */
  typed: KeyBatch | null;
  lengths: readonly AskedLength[];
}

const SCAN = { id: 'scan' } as const;
const writer = new RespWriter();

/** One pipeline of a scan, underway or answered. */
export class ScanPipeline {
  /** Of SCAN; `undefined`: not there yet, or not asked. */
  scanReply: Reply | undefined;
  /** To the questions about keys and lengths, in order, as far as they came. */
  readonly replies: Reply[] = [];
  /** Resolves when SCAN is answered, or never will be. */
  readonly scanned: Promise<void>;
  /** Resolves with the last reply; rejects with an AppError where the connection breaks. */
  readonly answered: Promise<void>;
  private onScanned = () => {};

  constructor(
    readonly connection: PipelineConnection,
    readonly asks: PipelineQuestions,
  ) {
    this.scanned = new Promise((resolve) => (this.onScanned = resolve));
    const count = this.write();
    let scans = asks.cursor !== null;
    this.answered = connection.send(writer.take(), count, (reply) => {
      if (!scans) return void this.replies.push(reply);
      scans = false;
      this.scanReply = reply;
      this.onScanned();
    });
    // Whoever sent it ahead may be busy with the one before when it breaks.
    this.answered.catch(() => undefined).finally(this.onScanned);
  }

  /** Which question a reply is to; `undefined` where there is no such reply. */
  questionOf(at: number): Question | undefined {
    const { batch, lengths } = this.asks;
    return at < batch.size
      ? batch.questions[at % batch.questions.length]
      : lengths[at - batch.size]?.question;
  }

  /** Counts what was looked up, once nothing more can come, of a pipeline for whose replies nobody waits. */
  accountAtLast(): void {
    void this.answered.catch(() => undefined).then(() => this.account());
  }

  /** Counts what was looked up into the footprint: of a pipeline that broke, what was answered. */
  account(): void {
    const { batch, lengths } = this.asks;
    const { replies, scanReply } = this;
    const { questions, size } = batch;
    const footprint = footprintOn(addressOf(this.connection.endpoint));
    const answered = Math.min(size, replies.length);
    questions.forEach((question, place) =>
      countReplies(footprint, question, replies, place, answered, questions.length),
    );
    lengths.forEach(({ question }, index) => {
      const at = size + index;
      if (at < replies.length) countReplies(footprint, question, replies, at, at + 1);
    });
    if (scanReply !== undefined) countReplies(footprint, SCAN, [scanReply]);
  }

  /** @returns how many commands it was */
  private write(): number {
    const { cursor, count, batch, typed, lengths } = this.asks;
    if (cursor !== null) writer.write(['SCAN', cursor, 'COUNT', String(count)]);
    const commands = batch.questions.map(({ command }) => command);
    for (const name of batch.names) writer.writeForKey(commands, name);
    for (const { index, question } of lengths)
      writer.writeForKey([question.command], typed!.names[index] as Bytes);
    return (cursor === null ? 0 : 1) + batch.size + lengths.length;
  }
}
