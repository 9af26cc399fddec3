import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../access';
import { AppError, isAppError } from '../errors';
import type { NodeWatcher } from '../collector/node-watcher';
import { closeLink, isWorn, openLink, type NodeLink } from './node-link';
import type { ScanPace } from './scan-pace';

/** Between tries to connect again; the last one for all that follow. */
const RETRY_MS = [100, 500, 1_000, 2_000, 5_000];
/** A node that is silent for so long is said to be away; it is asked anew only when its connection gives up. */
const SILENT_MS = 3_000;
/** A node that stays away for longer is given up. */
const MOST_AWAY_MS = 120_000;

const PASSING = new Set(['DISCONNECTED', 'TIMEOUT', 'UNREACHABLE', 'LOADING', 'BUSY', 'MAX_CLIENTS']);

/** Whether a server that answers so may answer otherwise soon. */
const isPassing = (error: unknown): boolean =>
  isAppError(error) &&
  (PASSING.has(error.code) || /^(?:MASTERDOWN|CLUSTERDOWN)\b/.test(String(error.options.cause)));

/** A link to one node that is made anew when it breaks, as long as it leads to the same process of the server. */
export class SteadyLink {
  private link: NodeLink | null = null;
  private runId: string | null = null;
  private wasOpen = false;
  private awaySince: number | null = null;
  private tries = 0;

  constructor(
    private readonly access: Access,
    private readonly node: NodeWatcher,
    private readonly database: number,
    private readonly options: { pace: ScanPace; isReplica: boolean },
  ) {}

  /** Whether the node does not answer: it broke off, or is silent. */
  get isAway(): boolean {
    return this.awaySince !== null || this.silentMs > SILENT_MS;
  }

  /**
   * A link that is open, as far as anybody can know.
   * @throws AppError where there will be none: also where the very first try fails
   */
  async get(signal: AbortSignal): Promise<NodeLink> {
    for (;;) {
      signal.throwIfAborted();
      if (this.link && !isWorn(this.link)) return this.link;
      if (this.awaySince !== null)
        await sleep(RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)], undefined, { signal });
      try {
        return await this.renew();
      } catch (error) {
        if (!this.wasOpen) throw error;
        this.giveUp(error);
      }
    }
  }

  /** The server has answered. */
  works(): void {
    this.awaySince = null;
    this.tries = 0;
  }

  /**
   * Something went wrong: closes the link, so that `get` makes another one.
   * @throws AppError what went wrong, where another link would not mend it
   */
  giveUp(error: unknown): void {
    this.close();
    if (!isPassing(error)) throw error;
    if (this.isReplaced()) throw lost('FAILED_OVER', `${this.node.id} is no longer the primary`);
    this.awaySince ??= Date.now();
    if (Date.now() - this.awaySince > MOST_AWAY_MS)
      throw lost('STAYED_AWAY', `${this.node.id} did not come back within two minutes`);
  }

  close(): void {
    if (this.link) closeLink(this.link);
    this.link = null;
  }

  private get silentMs(): number {
    const { link } = this;
    return link ? Math.max(link.connection.silentMs, link.probe?.silentMs ?? 0) : 0;
  }

  private async renew(): Promise<NodeLink> {
    const link = await openLink(this.access, this.node, this.database, this.options);
    if (this.wasOpen && (link.runId === null || link.runId !== this.runId)) {
      closeLink(link);
      throw lost('RESTARTED', `${this.node.id} was restarted`);
    }
    this.close();
    this.wasOpen = true;
    this.runId = link.runId;
    this.link = link;
    return link;
  }

  /** A Sentinel group has another primary by now. */
  private isReplaced(): boolean {
    const { watcher } = this.access;
    const main = watcher.mainNode;
    return (
      !watcher.isCluster &&
      main !== null &&
      main.id !== this.node.id &&
      main.state.state === 'up' &&
      main.state.server?.role === 'primary'
    );
  }
}

const lost = (code: string, what: string) =>
  new AppError(code, `${what}, so the scan cannot go on: where it was means nothing to another process.`, {
    status: 409,
    remedy: 'What was counted until then stays as a sample. Start another analysis.',
  });
