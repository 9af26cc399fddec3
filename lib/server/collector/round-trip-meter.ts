import 'server-only';
import type { Connection } from '../redis/connection';
import { isAppError } from '../errors';

/** Measures how far a node is from here, over the collector's connection. */
export class RoundTripMeter {
  private refused = false;

  /**
   * Sends a PING alone, so that no other question of ours is answered before it.
   * @returns microseconds until the answer: the network both ways, the wait for the server's main thread, and this
   *   process's own work. `null` where PING is refused; that is asked only once.
   * @throws AppError when nothing comes in time, or the connection breaks
   */
  async measure(connection: Connection): Promise<number | null> {
    if (this.refused) return null;
    const began = performance.now();
    const [reply] = await connection.callAll([['PING']]);
    const us = (performance.now() - began) * 1000;
    if (!isAppError(reply)) return us;
    // INFO would wait as long once more.
    if (reply.code === 'TIMEOUT') throw reply;
    // Each attempt would stand in the ACL log.
    this.refused = reply.code === 'NOPERM';
    return null;
  }
}
