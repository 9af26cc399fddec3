import 'server-only';
import type { Info } from '@/lib/redis/parse-info';
import { CLIENT_READING } from '../client-history/collect-clients';
import { CONFIG_READING } from './collect-config';
import type { Connection } from '../redis/connection';
import { isAppError } from '../errors';
import type { NodeWatcher } from './node-watcher';
import { collectSlowlog } from '../slowlog/collect-slowlog';

/** Where a side reading asks: one node of one instance, over the collector's own connection. */
export interface NodeContact {
  /** The instance's id. */
  instance: string;
  node: NodeWatcher;
  connection: Connection;
  /** The INFO that has just come. */
  info: Info;
}

/** What the collector reads of a node beside the samples of `SCHEDULE`, each at its own pace. */
export interface SideReading {
  /** Milliseconds from one reading to the next. */
  everyMs: number;
  /** Asks and keeps. An AppError of code NOPERM or UNSUPPORTED ends it until the collector connects anew. */
  read(contact: NodeContact): Promise<void>;
}

/** Every side reading; a new one is one more row. */
const SIDE_READINGS: readonly SideReading[] = [collectSlowlog, CLIENT_READING, CONFIG_READING];

/** What another try on the same connection cannot mend. */
const REFUSALS = new Set(['NOPERM', 'UNSUPPORTED']);

/** Runs the side readings of one node that are due, one after the other, and none twice at a time. */
export class SideReadings {
  private readonly dueAt = new Map<SideReading, number>();
  private readonly refused = new WeakMap<Connection, Set<SideReading>>();
  private running = false;

  constructor(private readonly readings: readonly SideReading[] = SIDE_READINGS) {}

  /**
   * Called after each poll that succeeded.
   * @param now Unix milliseconds
   */
  async run(contact: NodeContact, now: number): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (const reading of this.readings) {
        if ((this.dueAt.get(reading) ?? 0) > now || this.refusedOn(contact.connection).has(reading)) continue;
        this.dueAt.set(reading, now + reading.everyMs);
        try {
          await reading.read(contact);
        } catch (error) {
          this.heed(error, reading, contact);
        }
      }
    } finally {
      this.running = false;
    }
  }

  private heed(error: unknown, reading: SideReading, { connection, node }: NodeContact): void {
    if (!isAppError(error)) console.error(`Reading ${node.id} failed:`, error);
    else if (REFUSALS.has(error.code)) this.refusedOn(connection).add(reading);
  }

  private refusedOn(connection: Connection): Set<SideReading> {
    const known = this.refused.get(connection) ?? new Set();
    this.refused.set(connection, known);
    return known;
  }
}
