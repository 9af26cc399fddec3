import { connect, type Socket } from 'node:net';
import { sleep } from '../live/watched';

const CONNECTIONS = 20;

/** What an application does beside the dashboard: looks at keys at a constant rate, each time on the clock. */
export class Load {
  private readonly connections: TimedConnection[] = [];
  private timer: NodeJS.Timeout | null = null;
  private latenciesMs: number[] = [];
  private startedAt = 0;
  private sent = 0;

  constructor(
    private readonly port: number,
    private readonly opsPerSecond: number,
  ) {}

  async start(): Promise<void> {
    for (let index = 0; index < CONNECTIONS; index += 1)
      this.connections.push(await TimedConnection.open(this.port, (ms) => this.latenciesMs.push(ms)));
    this.startedAt = performance.now();
    this.timer = setInterval(() => this.sendDue(), 1);
  }

  /** @returns the latencies of a while, in milliseconds */
  async during(ms: number): Promise<number[]> {
    this.latenciesMs = [];
    await sleep(ms);
    return this.latenciesMs;
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    for (const connection of this.connections) connection.close();
  }

  /** However late the timer fires, the rate stays. */
  private sendDue(): void {
    const due = Math.floor(((performance.now() - this.startedAt) * this.opsPerSecond) / 1_000);
    for (; this.sent < due; this.sent += 1)
      this.connections[this.sent % CONNECTIONS]!.ask(`user:${this.sent % 100_000}`);
  }
}

/** Asks whether keys exist, and how long the answers take; the bare socket costs next to nothing itself. */
class TimedConnection {
  private readonly askedAt: number[] = [];
  private unread = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly onLatency: (ms: number) => void,
  ) {
    socket.on('data', (chunk: Buffer) => this.read(chunk.length));
  }

  static open(port: number, onLatency: (ms: number) => void): Promise<TimedConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      socket.once('error', reject).once('connect', () => resolve(new TimedConnection(socket, onLatency)));
    });
  }

  ask(key: string): void {
    this.askedAt.push(performance.now());
    this.socket.write(`*2\r\n$6\r\nEXISTS\r\n$${key.length}\r\n${key}\r\n`);
  }

  close(): void {
    this.socket.destroy();
  }

  /** Each reply is `:0` or `:1` and a line's end: four bytes. */
  private read(bytes: number): void {
    const now = performance.now();
    for (this.unread += bytes; this.unread >= 4; this.unread -= 4)
      this.onLatency(now - this.askedAt.shift()!);
  }
}
