import 'server-only';
import net from 'node:net';
import tls from 'node:tls';
import type { Reply } from '@/lib/redis/reply';
import { RespReader } from '@/lib/redis/resp-reader';
import { RespWriter } from '@/lib/redis/resp-writer';
import { addressOf, type Credentials, type Endpoint } from './connection';
import { AppError } from '../errors';
import { footprintOn, type Footprint } from '../collector/footprint';
import { explainConnectionError, explainReply } from './redis-errors';

const CONNECT_TIMEOUT_MS = 3_000;
/** A pipeline that brings nothing for so long is given up. */
const SILENCE_MS = 10_000;

/** As much as is read at a time. */
const READ_BYTES = 65_536;

/** Takes what the server sends; a chunk is used anew for the next one. */
interface Incoming {
  onChunk: (chunk: Uint8Array) => void;
}

/** What waits for replies. */
interface Awaited {
  left: number;
  onReply: (reply: Reply) => void;
  resolve: () => void;
  reject: (reason: AppError) => void;
}

/**
 * A socket to one node, as one user, for scans of millions of keys: commands go out as bytes that are encoded
 * already, and replies are handed on as they come. The usual client makes an object and a promise of each command,
 * which takes ten times the work. It never reconnects.
 */
export class PipelineConnection {
  /** The connection's id in CLIENT LIST; `null` where the user may not ask. */
  clientId: number | null = null;
  /** In the order in which they were sent. */
  private readonly awaited: Awaited[] = [];
  private failure: AppError | null = null;
  /** When something came last, or was sent while nothing was due; by the clock of `performance`. */
  private heardAt = 0;
  private readonly reader = new RespReader({ onReply: (reply) => this.take(reply) });

  private constructor(
    private readonly socket: net.Socket,
    incoming: Incoming,
    readonly endpoint: Endpoint,
    private readonly footprint: Footprint,
  ) {
    socket.setNoDelay(true);
    incoming.onChunk = (chunk) => this.read(chunk);
    socket.on('timeout', () => {
      if (this.awaited.length > 0) this.fail(timedOut(endpoint));
    });
    socket.on('error', (error) => this.fail(explainConnectionError(error, destinationOf(endpoint))));
    socket.on('close', () => this.onClosed());
  }

  /**
   * Connects and authenticates.
   * @param credentials as whom
   * @param name for CLIENT SETNAME, so that operators see who this is
   * @param database its number; 0 is selected without a command, which a user may not be allowed to send
   * @throws AppError that says why not and what to do
   */
  static async open(
    endpoint: Endpoint,
    { username, password }: Credentials,
    name: string,
    database = 0,
  ): Promise<PipelineConnection> {
    const incoming: Incoming = { onChunk: () => undefined };
    const socket = await connectTo(endpoint, incoming);
    const connection = new PipelineConnection(socket, incoming, endpoint, footprintOn(addressOf(endpoint)));
    try {
      if (username !== null || password !== null) {
        // The form with one argument is all that Redis < 6 knows, and means the default user since.
        const isDefault = username === null || username === 'default';
        await connection.expectOk(['AUTH', ...(isDefault ? [] : [username]), password ?? '']);
      }
      if (database !== 0) await connection.expectOk(['SELECT', String(database)]);
      await connection.introduce(name);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * Sends commands and hands their replies on, in order. Another pipeline may be underway.
   * @param commands as `RespWriter` encodes them
   * @param count how many there are
   * @param onReply an error reply is an `Error` with the server's words; what it throws ends the connection
   * @returns when the last reply has been handed on
   * @throws AppError where the connection breaks or the server falls silent
   */
  send(commands: Uint8Array, count: number, onReply: (reply: Reply) => void): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    if (count === 0) return Promise.resolve();
    if (this.awaited.length === 0) this.heardAt = performance.now();
    return new Promise((resolve, reject) => {
      this.awaited.push({ left: count, onReply, resolve, reject });
      this.socket.setTimeout(SILENCE_MS);
      this.socket.write(commands);
    });
  }

  /** Sends a few commands that were not encoded yet. @returns their replies, in order */
  async ask(commands: readonly (readonly string[])[]): Promise<Reply[]> {
    const writer = new RespWriter();
    for (const command of commands) writer.write(command);
    const replies: Reply[] = [];
    await this.send(writer.take(), commands.length, (reply) => replies.push(reply));
    return replies;
  }

  /** For how long replies have been due and nothing came, in milliseconds. */
  get silentMs(): number {
    return this.awaited.length > 0 ? performance.now() - this.heardAt : 0;
  }

  /** Calls `listener` once when the connection is gone, whoever ended it. */
  onClose(listener: () => void): void {
    if (this.socket.closed) listener();
    else this.socket.once('close', listener);
  }

  close(): void {
    this.failure ??= new AppError('DISCONNECTED', 'The connection was closed.', { status: 502 });
    this.socket.destroy();
  }

  private async expectOk(command: readonly string[]): Promise<void> {
    const [reply] = await this.ask([command]);
    if (reply instanceof Error) throw explainReply(reply.message, destinationOf(this.endpoint));
  }

  /** Best effort: a user who may not name a connection still has one. */
  private async introduce(name: string): Promise<void> {
    const [, id] = await this.ask([
      ['CLIENT', 'SETNAME', name],
      ['CLIENT', 'ID'],
    ]);
    if (typeof id !== 'number') return;
    this.clientId = id;
    this.footprint.clientIds.add(id);
  }

  private read(chunk: Uint8Array): void {
    this.heardAt = performance.now();
    try {
      this.reader.feed(chunk);
    } catch (error) {
      this.fail(
        new AppError('REDIS_ERROR', `${addressOf(this.endpoint)} sent what is no reply.`, {
          status: 502,
          remedy: 'Check that it is a Redis, and nothing between changes what it sends.',
          cause: error,
        }),
      );
    }
  }

  private take(reply: Reply): void {
    const awaited = this.awaited[0];
    // A server that closes a connection may say why before, unasked.
    if (!awaited) {
      if (reply instanceof Error) this.fail(explainReply(reply.message, destinationOf(this.endpoint)));
      return;
    }
    awaited.onReply(reply);
    awaited.left -= 1;
    if (awaited.left > 0) return;
    this.awaited.shift();
    if (this.awaited.length === 0) this.socket.setTimeout(0);
    awaited.resolve();
  }

  private fail(reason: AppError): void {
    this.failure ??= reason;
    this.socket.destroy();
    for (const { reject } of this.awaited.splice(0)) reject(this.failure);
  }

  private onClosed(): void {
    if (this.clientId !== null) this.footprint.clientIds.delete(this.clientId);
    const gone = explainConnectionError(new Error('Connection is closed.'), destinationOf(this.endpoint));
    this.fail(gone);
  }
}

const destinationOf = (endpoint: Endpoint) => ({ address: addressOf(endpoint), tls: endpoint.tls !== null });

const timedOut = (endpoint: Endpoint) =>
  explainConnectionError(new Error('Command timed out'), destinationOf(endpoint));

/** @throws AppError where nothing answers, or not in time */
async function connectTo(endpoint: Endpoint, incoming: Incoming): Promise<net.Socket> {
  const { address, tls: files } = endpoint;
  // One buffer for all that comes, where sockets make one of 64 KB for each of the small pieces that a server sends.
  const onread: net.OnReadOpts = {
    buffer: Buffer.allocUnsafe(READ_BYTES),
    callback: (length, buffer) => {
      incoming.onChunk(buffer.subarray(0, length));
      return true;
    },
  };
  const to = { ...address, onread };
  const socket = files ? tls.connect({ ...to, ...files }) : net.connect(to);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(files ? 'secureConnect' : 'connect', resolve);
      socket.once('error', reject);
      socket.setTimeout(CONNECT_TIMEOUT_MS, () => reject(new Error('connect timed out')));
    });
  } catch (error) {
    socket.destroy();
    throw explainConnectionError(error as Error, destinationOf(endpoint));
  }
  socket.removeAllListeners('timeout').removeAllListeners('error').setTimeout(0);
  return socket;
}
