import 'server-only';
import type { KeyDetails } from '@/lib/keyspace/analysis';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Reply } from '@/lib/redis/reply';
import { QUESTIONS, type Fact, type Question } from './questions';
import { refusalOf } from './refusal';

/** Takes what is found of each key: `KeyspaceAnalysis`. */
export interface KeySink {
  /** @param details is used anew for the next key */
  add(name: Bytes, type: string, bytes: number | null, ttlMs: number | null, details?: KeyDetails): void;
  addNoAccess(name: Bytes): void;
}

/** The type of a key where TYPE is refused. */
const UNKNOWN_TYPE = 'unknown';
/** As TYPE says it of a key that is not there. */
const GONE = 'none';

/** Names of one pipeline and the replies about them: as many for each, in the order of the questions. */
export class KeyBatch {
  /** May hold more behind those that are of this batch. */
  replies: readonly Reply[] = [];
  /** By name; `undefined`: no length was asked. */
  lengths: (Reply | undefined)[] | null = null;
  private readonly places: Record<Fact, number>;

  /** @param refused names that are not asked about: the user may not read them */
  constructor(
    readonly names: readonly Bytes[],
    readonly questions: readonly Question[],
    private readonly refused: readonly Bytes[] = [],
  ) {
    const place = (fact: Fact) => questions.indexOf(QUESTIONS[fact]);
    this.places = {
      type: place('type'),
      ttlMs: place('ttlMs'),
      bytes: place('bytes'),
      encoding: place('encoding'),
      idleSeconds: place('idleSeconds'),
      frequency: place('frequency'),
    };
  }

  /** How many replies are of this batch. */
  get size(): number {
    return this.names.length * this.questions.length;
  }

  /** How many keys it is about. */
  get keys(): number {
    return this.names.length + this.refused.length;
  }

  /** What TYPE said of the key at this index; `null` where it said nothing. */
  typeAt(index: number): string | null {
    const type = this.at(index, this.places.type);
    return typeof type === 'string' ? type : null;
  }

  /** Hands every key over: those of no access first, the others in order. */
  handTo(sink: KeySink): void {
    for (const name of this.refused) sink.addNoAccess(name);
    const { places, names, questions } = this;
    const isDetailed = this.lengths !== null || questions.length > 3;
    const details: KeyDetails = { length: null, encoding: null, idleSeconds: null, frequency: null };
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!;
      const type = this.at(index, places.type);
      const ttl = this.at(index, places.ttlMs);
      const bytes = this.at(index, places.bytes);
      if (isRefused(type) || isRefused(ttl) || isRefused(bytes)) {
        sink.addNoAccess(name);
        continue;
      }
      const isGone = bytes === null || hasMoved(type) || hasMoved(ttl) || hasMoved(bytes);
      if (isDetailed) {
        details.length = amount(this.lengths?.[index]);
        const encoding = this.at(index, places.encoding);
        details.encoding = typeof encoding === 'string' ? encoding : null;
        details.idleSeconds = amount(this.at(index, places.idleSeconds));
        details.frequency = amount(this.at(index, places.frequency));
      }
      sink.add(
        name,
        isGone ? GONE : typeof type === 'string' ? type : UNKNOWN_TYPE,
        amount(bytes),
        amount(ttl),
        isDetailed ? details : undefined,
      );
    }
  }

  /** `undefined` where it was not asked. */
  private at(index: number, place: number): Reply | undefined {
    return place < 0 ? undefined : this.replies[index * this.questions.length + place];
  }
}

const isError = (reply: Reply | undefined): reply is Error =>
  typeof reply === 'object' && reply !== null && reply instanceof Error;
const isRefused = (reply: Reply | undefined) => isError(reply) && refusalOf(reply) === 'key';
const hasMoved = (reply: Reply | undefined) => isError(reply) && refusalOf(reply) === 'gone';
const amount = (reply: Reply | undefined): number | null => (typeof reply === 'number' ? reply : null);
