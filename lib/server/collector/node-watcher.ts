import 'server-only';
import type { ClientsSeen } from '@/lib/advisor/clients-seen';
import { formatDuration } from '@/lib/format';
import type { Source } from '@/lib/metrics/catalogue';
import type { Families } from '@/lib/metrics/families';
import { detectEvents, type Marker } from '@/lib/metrics/markers';
import { configChanged } from '@/lib/metrics/setting-changes';
import type { OwnCost } from '@/lib/metrics/own-cost';
import { runningBy, type Running } from '@/lib/metrics/running';
import type { Sample } from '@/lib/metrics/sample';
import { OWN_NAMES } from '@/lib/own-names';
import type { KnownReplies } from '@/lib/prometheus/known-replies';
import { identifyServer, type ServerIdentity } from '@/lib/redis/identify-server';
import { infoFlag, infoText } from '@/lib/redis/info-fields';
import type { CommandType } from '@/lib/redis/parse-command-flags';
import type { Info } from '@/lib/redis/parse-info';
import { addressOf, Connection, type Credentials, type Endpoint } from '../redis/connection';
import { AppError, isAppError } from '../errors';
import { NodeReadings, SOURCES } from './node-readings';
import type { PollReply } from './read-sources';

/** How a node is, as everybody may see who may run INFO. */
export interface NodeState {
  node: string;
  state: 'connecting' | 'up' | 'loading' | 'down';
  /** Unix milliseconds since when. */
  since: number;
  error: { code: string; message: string; remedy?: string; line?: string } | null;
  server: ServerIdentity | null;
  /** Saves and AOF rewrites under way. */
  running: readonly Running[];
  /** What the dashboard costs this node; `null` until two readings of commandstats are there. */
  ownCost: OwnCost | null;
}

/** What a watcher tells as it happens. */
export interface NodeListener {
  onSample(sample: Sample, families: Families | undefined): void;
  onState(state: NodeState): void;
  onMarker(marker: Marker): void;
  /** A poll has succeeded: its INFO, and the connection for further questions. */
  onPolled(node: NodeWatcher, connection: Connection, info: Info): void;
}

const RETRY_MS = 5_000;
/** How long an outage is remembered for the rules; charts have it in the history. */
const OUTAGES_MS = 3_600_000;

/** Errors that another try cannot mend: it would only fill the server's ACL log. */
export const FINAL_ERRORS = new Set(['WRONG_CREDENTIALS', 'PASSWORD_NOT_NEEDED', 'NO_USERS']);

/** Polls one node: one INFO per tick, however many people watch. */
export class NodeWatcher {
  readonly id: string;
  state: NodeState;
  /** The newest INFO reply; kept while the node is down, so that the past stays on the screen. */
  info: Info | null = null;
  /** Unix milliseconds when that reply was asked for. */
  infoAskedAt = 0;
  /**
   * The newest settings of `WATCHED_SETTINGS` by name; `null` until they are read and where the collector may not ask.
   * Like `info` they are kept while the node is down.
   */
  config: ReadonlyMap<string, string> | null = null;
  /** Whether it was ever tried. */
  configAsked = false;
  /** What CLIENT LIST has said last; `null` until it is read. */
  clients: ClientsSeen | null = null;
  /** When it stopped answering within the last hour, Unix milliseconds. */
  outages: readonly number[] = [];
  /** Unix milliseconds when it was seen to become the primary or a replica. */
  roleChangedAt: number | null = null;
  latest: Partial<Record<Source, Sample>> = {};

  private connection: Connection | null = null;
  private polling: Promise<void> | null = null;
  private nextAttemptAt = 0;
  private latched = false;
  private disposed = false;
  /** A new one after anything that makes readings incomparable. */
  private readings: NodeReadings;

  constructor(
    readonly endpoint: Endpoint,
    private readonly credentials: Credentials,
    private readonly clock: () => number,
    private readonly listener: NodeListener,
  ) {
    this.id = addressOf(endpoint);
    this.readings = new NodeReadings(this.id);
    this.state = {
      node: this.id,
      state: 'connecting',
      since: Date.now(),
      error: null,
      server: null,
      running: [],
      ownCost: null,
    };
  }

  /** The collector's own connection, for the questions that discovery asks; `null` while down. */
  get openConnection(): Connection | null {
    return this.connection;
  }

  /** The user that polls, as ACL commands name it. */
  get user(): string {
    return this.credentials.username ?? 'default';
  }

  /** What each command is for, as the server says; empty where the collector may not ask. */
  get commandTypes(): ReadonlyMap<string, CommandType> {
    return this.readings.commandTypes;
  }

  /** The newest of all that is asked, as it was said; `null` while the node does not answer. */
  get knownReplies(): KnownReplies | null {
    return this.state.state === 'up' || this.state.state === 'loading' ? this.readings.replies.known : null;
  }

  /** What the collector's user or this version of the server refuses; empty while down. */
  get refusedSources(): ReadonlySet<Source> {
    return this.readings.refused;
  }

  /** One poll; while one is running, another is skipped. */
  tick(watched: boolean): Promise<void> {
    this.polling ??= this.pollOrAskAnew(watched)
      .catch((error: unknown) => this.fail(error))
      .finally(() => (this.polling = null));
    return this.polling;
  }

  /** A poll that begins after this call: the "before" and "after" of an action. */
  async refresh(): Promise<void> {
    await this.polling;
    await this.tick(true);
  }

  /** Lets an error that latched be tried again, because a person asked. */
  retry(): void {
    this.latched = false;
    this.nextAttemptAt = 0;
  }

  /** Takes the settings that were just read, and marks what changed; `null` where they may not be read any more. */
  noteConfig(config: ReadonlyMap<string, string> | null): void {
    if (config && this.info)
      for (const change of configChanged(this.config, config, this.info))
        this.listener.onMarker({ node: this.id, at: this.clock(), ...change });
    this.config = config;
    this.configAsked = true;
  }

  /** A setting that a person changed here: the deed has a mark of its own. */
  noteSetting(name: string, value: string): void {
    if (this.config) this.config = new Map(this.config).set(name, value);
  }

  dispose(): void {
    this.disposed = true;
    this.connection?.close();
    this.connection = null;
  }

  /**
   * A server that hangs up in the middle of a poll is asked once more before it counts as down: it may have ended
   * this connection only (CLIENT KILL, a proxy), and where it has stopped, the next attempt says why.
   */
  private async pollOrAskAnew(watched: boolean): Promise<void> {
    const { connection } = this;
    await this.poll(watched).catch((error: unknown) => {
      if (this.disposed || !connection?.isClosed) throw error;
      this.connection = null;
      return this.poll(watched);
    });
  }

  private async poll(watched: boolean): Promise<void> {
    const now = Date.now();
    if (!this.connection && (this.latched || now < this.nextAttemptAt)) return;
    // A local one: it may be gone after each wait, and then its own error says so.
    const connection = (this.connection ??= await this.connect());
    const due = this.readings.due(watched, now);
    const reply = await this.readings.read(connection, due, now);
    if (this.disposed) return;
    this.take(reply, due);
    this.infoAskedAt = now;
    this.listener.onPolled(this, connection, reply.info);
  }

  private async connect(): Promise<Connection> {
    const connection = await Connection.open(this.endpoint, this.credentials, OWN_NAMES.collector);
    if (this.disposed) connection.close();
    connection.onClose(() => {
      if (this.connection === connection) this.connection = null;
    });
    this.readings = new NodeReadings(this.id);
    await this.readings.learnCommands(connection);
    return connection;
  }

  private take(reply: PollReply, due: ReadonlySet<Source>): void {
    const at = this.clock();
    const { info } = reply;
    this.becomeUp(info, at);
    // A restart may bring another role, and is one event.
    if (this.info && infoText(this.info, 'role') !== infoText(info, 'role')) this.roleChangedAt = at;
    for (const { seconds, ...event } of detectEvents(this.info, info))
      this.listener.onMarker({ node: this.id, at, ...(seconds && { from: at - seconds * 1_000 }), ...event });

    const { samples, ownCost } = this.readings.take(reply, due, at, this.clock);
    if (ownCost !== undefined) {
      this.state = { ...this.state, ownCost };
      this.listener.onState(this.state);
    }
    for (const { sample, families } of samples) this.emit(sample, families);
    this.info = info;
  }

  private becomeUp(info: Info, at: number): void {
    const state = infoFlag(info, 'loading') ? 'loading' : 'up';
    const server = identifyServer(info, this.id);
    if (this.state.state === 'down') {
      const { since } = this.state;
      const text = `Answers again after ${formatDuration((at - since) / 1_000)}`;
      this.listener.onMarker({ node: this.id, at, from: since, kind: 'up', text });
    }
    const running = runningBy(info, at, this.state.running);
    const before = this.state;
    const isOther = JSON.stringify(running) !== JSON.stringify(before.running);
    const changed = before.state !== state || before.server?.role !== server.role || isOther;
    this.state = {
      ...this.state,
      state,
      server,
      running,
      error: null,
      since: this.state.state === state ? this.state.since : at,
    };
    if (changed) this.listener.onState(this.state);
  }

  /** A failed poll is a sample too: a state and a gap. */
  private fail(error: unknown): void {
    if (this.disposed) return;
    const known = isAppError(error) ? error : new AppError('UNREACHABLE', 'The poll failed.');
    if (!isAppError(error)) console.error(`Polling ${this.id} failed:`, error);
    this.connection?.close();
    this.connection = null;
    this.latched = FINAL_ERRORS.has(known.code);
    this.nextAttemptAt = Date.now() + RETRY_MS;
    const at = this.clock();
    for (const source of SOURCES)
      this.emit({ node: this.id, source, at: this.clock(), intervalMs: null, values: {} });
    const { code, message } = known;
    if (this.state.state === 'up') {
      this.outages = [...this.outages.filter((outage) => outage > at - OUTAGES_MS), at];
      this.listener.onMarker({ node: this.id, at, kind: 'down', text: message });
    }
    this.state = {
      ...this.state,
      state: 'down',
      since: this.state.state === 'down' ? this.state.since : at,
      error: { code, message, remedy: collectorRemedy(known), line: known.options.line },
      running: [],
      ownCost: null,
    };
    this.listener.onState(this.state);
  }

  private emit(sample: Sample, families?: Families): void {
    this.latest[sample.source] = sample;
    this.listener.onSample(sample, families);
  }
}

function collectorRemedy(error: AppError): string | undefined {
  if (error.code === 'WRONG_CREDENTIALS') {
    return 'Correct the user and password in the configuration and restart the dashboard, or correct the user in Redis and try again.';
  }
  if (error.code === 'NOPERM') return 'Grant the collector its few commands; the README has the line.';
  return error.options.remedy;
}
