import 'server-only';
import { Redis } from 'ioredis';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Command } from '@/lib/patterns/plan';
import { classifyError } from '@/lib/redis/parse-error';
import type { Reply } from '@/lib/redis/reply';
import type { AppError } from '../errors';
import { footprintOn, recordCall, type Footprint } from '../collector/footprint';
import type { TlsFiles } from '../instances';
import { explainConnectionError, explainReply, tlsMismatch } from './redis-errors';
import { speaksTheOtherWay } from './speaks-the-other-way';

/** The only importer of ioredis: one socket to one node, as one user. */

/** Where a node listens. */
export interface Endpoint {
  address: { host: string; port: number } | { path: string };
  tls: TlsFiles | null;
}

export interface Credentials {
  /** `null` and `default` both mean the default user. */
  username: string | null;
  /** `null` sends no AUTH at all. */
  password: string | null;
}

const CONNECT_TIMEOUT_MS = 3_000;
const COMMAND_TIMEOUT_MS = 10_000;

/** Refusals of PING that say nothing against the person: a full disk, a replica without its primary, an ACL. */
const LET_IN = new Set(['NOPERM', 'MISCONF', 'MASTERDOWN']);

/** `host:port` or the socket's path: a node's id everywhere. */
export function addressOf({ address }: Endpoint): string {
  if ('path' in address) return address.path;
  return `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
}

export class Connection {
  /** The connection's id in CLIENT LIST; `null` where the user may not ask. */
  clientId: number | null = null;
  private closeListeners: (() => void)[] = [];

  private constructor(
    private readonly redis: Redis,
    readonly endpoint: Endpoint,
    private readonly footprint: Footprint,
  ) {}

  /**
   * Connects and authenticates.
   *
   * @param endpoint where to
   * @param credentials as whom; success means authenticated, even for a user who may run nothing
   * @param name for CLIENT SETNAME, so that operators see who this is
   * @returns a connection that never reconnects by itself: after WRONGPASS nothing may retry
   * @throws AppError that says why and what to do
   */
  static async open(endpoint: Endpoint, credentials: Credentials, name: string): Promise<Connection> {
    const { opening } = footprintOn(addressOf(endpoint));
    const opened = Connection.openNow(endpoint, credentials, name);
    opening.add(opened);
    return opened.finally(() => opening.delete(opened));
  }

  private static async openNow(
    endpoint: Endpoint,
    credentials: Credentials,
    name: string,
  ): Promise<Connection> {
    const to = { address: addressOf(endpoint), tls: endpoint.tls !== null };
    const redis = new Redis({
      ...endpoint.address,
      ...(endpoint.tls && { tls: { ...endpoint.tls } }),
      // RESP2: its replies are the same shapes on every version, and users without +hello can connect.
      protocol: 2,
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      // INFO is what ioredis would ask for, and a user may not be allowed to.
      enableReadyCheck: false,
      disableClientInfo: true,
    });
    // The promise only says "Connection is closed."; the reason comes as an event.
    let reason: Error | null = null;
    redis.on('error', (error: Error) => (reason = error));
    const connection = new Connection(redis, endpoint, footprintOn(to.address));
    try {
      await redis.connect();
      await connection.authenticate(credentials);
    } catch (error) {
      redis.disconnect();
      const explained = explainConnectionError(preferReply(error as Error, reason), to);
      throw (await speaksTheOtherWay(endpoint, explained)) ? tlsMismatch(to) : explained;
    }
    redis.once('close', () => connection.onClosed());
    await connection.introduce(name);
    return connection;
  }

  /**
   * Sends one command.
   * @param args the command and its arguments
   * @returns the reply in RESP2 shape
   * @throws AppError for an error reply or a broken connection
   */
  async call(...args: [string, ...string[]]): Promise<Reply> {
    const [reply] = await this.callAll([args]);
    if (reply instanceof Error) throw reply;
    return reply ?? null;
  }

  /**
   * Sends several commands in one round trip.
   * @returns for each its reply, or the AppError that explains why not
   */
  async callAll(commands: readonly (readonly [string, ...string[]])[]): Promise<(Reply | AppError)[]> {
    const to = { address: addressOf(this.endpoint), tls: this.endpoint.tls !== null };
    const pipeline = this.redis.pipeline();
    for (const [command, ...args] of commands) pipeline.call(command, ...args);
    const results = await pipeline.exec().catch((error: Error) => {
      throw explainConnectionError(error, to);
    });
    return commands.map((args, index) => {
      const [error, reply] = results?.[index] ?? [new Error('Connection is closed.'), null];
      if (error)
        return error.name === 'ReplyError'
          ? explainReply(error.message, to)
          : explainConnectionError(error, to);
      recordCall(this.footprint, args, reply as Reply);
      return reply as Reply;
    });
  }

  /**
   * As `callAll`, for keys and values of any bytes: every string has one character for each byte, both ways.
   * @param atomic between MULTI and EXEC; `[]` where a watched key had changed
   */
  async callBytes(commands: readonly Command[], atomic = false): Promise<(Reply | AppError)[]> {
    const to = { address: addressOf(this.endpoint), tls: this.endpoint.tls !== null };
    const pipeline = atomic ? this.redis.multi() : this.redis.pipeline();
    for (const [command, ...args] of commands)
      pipeline.callBuffer(command, ...args.map((arg) => Buffer.from(String(arg), 'latin1')));
    const results = await pipeline.exec().catch((error: Error & { previousErrors?: Error[] }) => {
      // EXECABORT only says that one was refused; which one is said before.
      throw explainConnectionError(error.previousErrors?.[0] ?? error, to);
    });
    return (results ?? []).map(([error, reply], index) => {
      if (error) return explainConnectionError(error, to);
      const bytes = asBytes(reply);
      recordCall(this.footprint, commands[index]!.map(String), bytes);
      return bytes;
    });
  }

  /** Changes the database of the connection; @throws AppError where it may not, or there is none of that number */
  async select(database: number): Promise<void> {
    await this.call('SELECT', String(database));
  }

  /**
   * Listens to a channel, or to all that match a pattern. The connection can do nothing else from then on.
   * @param listener hears each message as bytes; `pattern` is what it came by
   * @throws AppError where the person may not
   */
  async subscribe(
    kind: 'channel' | 'pattern' | 'sharded',
    name: Bytes,
    listener: (message: { channel: Bytes; pattern: Bytes | null; payload: Bytes }) => void,
  ): Promise<void> {
    const to = { address: addressOf(this.endpoint), tls: this.endpoint.tls !== null };
    const latin1 = (buffer: Buffer) => buffer.toString('latin1');
    this.redis.on('messageBuffer', (channel: Buffer, payload: Buffer) =>
      listener({ channel: latin1(channel), pattern: null, payload: latin1(payload) }),
    );
    this.redis.on('smessageBuffer', (channel: Buffer, payload: Buffer) =>
      listener({ channel: latin1(channel), pattern: null, payload: latin1(payload) }),
    );
    this.redis.on('pmessageBuffer', (pattern: Buffer | string, channel: Buffer, payload: Buffer) =>
      listener({ channel: latin1(channel), pattern: latin1(Buffer.from(pattern)), payload: latin1(payload) }),
    );
    const bytes = Buffer.from(name, 'latin1');
    try {
      if (kind === 'pattern') await this.redis.psubscribe(bytes as unknown as string);
      else if (kind === 'sharded') await this.redis.ssubscribe(bytes as unknown as string);
      else await this.redis.subscribe(bytes as unknown as string);
    } catch (error) {
      throw explainConnectionError(error as Error, to);
    }
  }

  /** Calls `listener` once when the connection is gone, whoever ended it. */
  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.closeListeners.push(listener);
  }

  get isClosed(): boolean {
    return this.redis.status === 'end' || this.redis.status === 'close';
  }

  close(): void {
    this.redis.disconnect();
  }

  private async authenticate({ username, password }: Credentials): Promise<void> {
    if (password === null && username === null) {
      // Nothing to present: who gets any of these answers was let in.
      await this.redis.call('PING').catch((error: Error) => {
        if (!LET_IN.has(classifyError(error.message).code)) throw error;
      });
      return;
    }
    // The form with one argument is all that Redis < 6 knows, and means the default user since.
    const args = username === null || username === 'default' ? [password ?? ''] : [username, password ?? ''];
    await this.redis.call('AUTH', ...args);
  }

  /** Best effort: a user who may not name a connection still has one. */
  private async introduce(name: string): Promise<void> {
    const [, id] = await this.callAll([
      ['CLIENT', 'SETNAME', name],
      ['CLIENT', 'ID'],
    ]).catch(() => []);
    if (typeof id !== 'number') return;
    this.clientId = id;
    this.footprint.clientIds.add(id);
  }

  private onClosed(): void {
    if (this.clientId !== null) this.footprint.clientIds.delete(this.clientId);
    for (const listener of this.closeListeners.splice(0)) listener();
  }
}

function asBytes(reply: unknown): Reply {
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  return Array.isArray(reply) ? reply.map(asBytes) : (reply as Reply);
}

/** An error reply says more than the socket's end that follows it, and either more than "Connection is closed." */
function preferReply(thrown: Error, reason: Error | null): Error {
  return thrown.name === 'ReplyError' || reason === null ? thrown : reason;
}
