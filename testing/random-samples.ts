import { describeMetric } from '@/lib/metrics/catalogue';
import { ratioOf, type Sample, type Values } from '@/lib/metrics/sample';

const COMMANDS = ['get', 'set', 'del', 'config|get', 'other'];

/** Samples of one node as a server with a life of its own would bring them: levels that wander, counters that rise. */
export class RandomNode {
  private usedMemoryBytes = 5_000_000;
  private connectedClients = 3;
  private keys = 100;

  constructor(
    readonly node: string,
    private readonly random: () => number,
  ) {}

  /** @param intervalMs what the rates are of; `null` after a reset or a reconnection */
  info(at: number, intervalMs: number | null): Sample {
    this.usedMemoryBytes = Math.max(1, this.usedMemoryBytes + this.upTo(20_000) - 9_900);
    this.connectedClients = Math.max(0, this.connectedClients + this.upTo(3) - 1);
    this.keys += this.upTo(4);
    const busy = this.random() < 0.02 ? 100_000 : 400;
    const rate = (most: number) => (intervalMs === null ? null : (this.upTo(most) * 1000) / intervalMs);
    const values: Values = {
      usedMemoryBytes: this.usedMemoryBytes,
      connectedClients: this.connectedClients,
      fragmentationFactor: this.random() < 0.05 ? null : Math.round(100 + this.random() * 50) / 100,
      lastSaveAgeSeconds: Math.round(this.random() * 1e9) / 1e6,
      commandsPerSecond: rate(busy),
      hitsPerSecond: rate(busy),
      missesPerSecond: rate(20),
      processCpuRatio: intervalMs === null ? null : this.upTo(900_000) / 1000 / intervalMs,
      maxmemoryBytes: null,
    };
    const hitRatio = describeMetric('hitRatio');
    values.hitRatio = hitRatio.kind === 'ratio' ? ratioOf(hitRatio, values) : null;
    const families = { databaseKeys: { 0: this.keys, ...(this.random() < 0.9 && { 3: this.upTo(9) }) } };
    return { node: this.node, source: 'info', at, intervalMs, values, families };
  }

  commands(at: number, intervalMs: number | null): Sample {
    const used = COMMANDS.filter(() => this.random() < 0.8);
    const calls = Object.fromEntries(used.map((command) => [command, this.upTo(5_000)]));
    const values = { readsPerSecond: intervalMs === null ? null : (this.upTo(1_000) * 1000) / intervalMs };
    const families = intervalMs === null ? undefined : { commandCalls: calls };
    return { node: this.node, source: 'commands', at, intervalMs, values, families };
  }

  failed(source: Sample['source'], at: number): Sample {
    return { node: this.node, source, at, intervalMs: null, values: {} };
  }

  private upTo(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}
