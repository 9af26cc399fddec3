import 'server-only';

/**
 * Which share of the time a scan may keep Redis busy. It is measured by how long Redis takes to answer: where others
 * make it slow, the pauses grow with it.
 */
export const PACES = { gentle: 0.2, normal: 0.5, fast: 1 } as const;
export type Pace = keyof typeof PACES;

/** Pauses are saved up to this length: shorter ones no timer keeps. */
const SHORTEST_MS = 4;

/** Rests between the commands of a scan. */
export class PaceKeeper {
  private owedMs = 0;

  constructor(private readonly pace: Pace) {}

  /**
   * Rests as long as the pace asks for, minus what was spent on our own side, when Redis rested too.
   * @param busyMs how long the answer took
   * @param restedMs how long it was not asked since
   */
  async rest(busyMs: number, restedMs: number): Promise<void> {
    this.owedMs += busyMs * (1 / PACES[this.pace] - 1) - restedMs;
    if (this.owedMs < SHORTEST_MS) {
      // Others in this process want their turn as well.
      this.owedMs = Math.max(this.owedMs, -SHORTEST_MS);
      return;
    }
    const ms = this.owedMs;
    this.owedMs = 0;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
