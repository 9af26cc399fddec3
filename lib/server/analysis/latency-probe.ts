import 'server-only';
import { performance } from 'node:perf_hooks';
import { addressOf } from '../redis/connection';
import { footprintOn, recordCall } from '../collector/footprint';
import type { PipelineConnection } from '../redis/pipeline-connection';

/** When this process was busy with itself for so long while a reply was due, its coming says nothing of the server. */
const MOST_OWN_MS = 2;

/**
 * PINGs on a connection of their own, one after the other: what somebody beside the scan notices of it.
 * It ends with its connection.
 */
export class LatencyProbe {
  private timer: NodeJS.Timeout | null = null;
  private ended = false;

  /**
   * @param pauseMs how long to wait before the next PING
   * @param onRoundTrip is given each round trip, in milliseconds
   */
  constructor(
    private readonly connection: PipelineConnection,
    private readonly pauseMs: () => number,
    private readonly onRoundTrip: (ms: number) => void,
  ) {
    this.schedule();
  }

  /** For how long a PING has been without an answer, in milliseconds. */
  get silentMs(): number {
    return this.connection.silentMs;
  }

  /** Whether nothing more will come. */
  get hasEnded(): boolean {
    return this.ended;
  }

  end(): void {
    this.ended = true;
    if (this.timer) clearTimeout(this.timer);
    this.connection.close();
  }

  private schedule(): void {
    if (this.ended) return;
    this.timer = setTimeout(() => {
      this.ping().then(
        () => this.schedule(),
        () => this.end(),
      );
    }, this.pauseMs());
  }

  private async ping(): Promise<void> {
    const { connection } = this;
    const before = performance.eventLoopUtilization();
    const sentAt = performance.now();
    const [reply = null] = await connection.ask([['PING']]);
    const ms = performance.now() - sentAt;
    const { active } = performance.eventLoopUtilization(before);
    if (reply instanceof Error) throw reply;
    recordCall(footprintOn(addressOf(connection.endpoint)), ['PING'], reply);
    // While we were at work the reply may have lain there from the beginning, or come at the end.
    if (active <= MOST_OWN_MS) this.onRoundTrip(Math.max(0, ms - active / 2));
  }
}
