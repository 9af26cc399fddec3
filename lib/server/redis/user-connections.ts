import 'server-only';
import { OWN_NAMES } from '@/lib/own-names';
import { addressOf, Connection, type Credentials, type Endpoint } from './connection';
import { AppError, isAppError } from '../errors';
import { PipelineConnection } from './pipeline-connection';
import { credentialsOf, leaveInstance, onSessionEnd, type SessionTicket } from '../sign-in/sessions';
import { singleton } from '../singleton';

/** A connection that nobody has used for this long is closed: an idle person costs Redis nothing. */
const IDLE_MS = 30_000;

/**
 * A connection outlives a new password and `ACL SETUSER … off`, so it is replaced when it is this old: the next one
 * has to sign in again.
 */
const MAX_AGE_MS = 30_000;

/** What is still under way on a connection that was replaced gets its answer, or runs into its time limit. */
const LAST_ANSWERS_MS = 10_000;

interface Entry {
  opened: Promise<Connection>;
  /** Unix milliseconds. */
  openedAt: number;
  idle: NodeJS.Timeout | null;
  /** Whether it is we who close it. */
  ending: boolean;
}

function end(entry: Entry): void {
  entry.ending = true;
  entry.opened.then((connection) => connection.close()).catch(() => {});
}

function youngEnough(entry: Entry | undefined): Entry | null {
  if (!entry) return null;
  if (Date.now() - entry.openedAt < MAX_AGE_MS) return entry;
  setTimeout(() => end(entry), LAST_ANSWERS_MS).unref();
  return null;
}

/** The people's own connections, one per session, node and database, opened when they ask something. */
class UserConnections {
  private readonly entries = new Map<string, Map<string, Entry>>();

  constructor() {
    onSessionEnd((sid, instance) => this.closeAll(sid, instance));
  }

  async get(
    ticket: SessionTicket,
    instance: string,
    endpoint: Endpoint,
    database: number,
  ): Promise<Connection> {
    const owner = ownerKey(ticket.sid, instance);
    const mine = this.entries.get(owner) ?? new Map<string, Entry>();
    this.entries.set(owner, mine);
    const place = `${addressOf(endpoint)}/${database}`;
    const entry =
      youngEnough(mine.get(place)) ?? this.open(mine, place, ticket, instance, endpoint, database);
    const connection = await entry.opened;
    if (entry.idle) clearTimeout(entry.idle);
    entry.idle = setTimeout(() => end(entry), IDLE_MS);
    entry.idle.unref();
    return connection;
  }

  private open(
    mine: Map<string, Entry>,
    place: string,
    ticket: SessionTicket,
    instance: string,
    endpoint: Endpoint,
    database: number,
  ): Entry {
    const entry: Entry = {
      opened: openUserConnection(ticket, instance, endpoint, database),
      openedAt: Date.now(),
      idle: null,
      ending: false,
    };
    mine.set(place, entry);
    const forget = () => {
      if (entry.idle) clearTimeout(entry.idle);
      if (mine.get(place) === entry) mine.delete(place);
    };
    const onClose = () => {
      forget();
      // Redis ended it: perhaps ACL DELUSER. One try tells, and signs the person out if so.
      if (!entry.ending)
        openUserConnection(ticket, instance, endpoint).then(
          (again) => again.close(),
          () => {},
        );
    };
    entry.opened.then((connection) => connection.onClose(onClose), forget);
    return entry;
  }

  private closeAll(sid: string, instance: string | null): void {
    for (const [owner, mine] of this.entries) {
      if (owner !== ownerKey(sid, instance ?? '') && !(instance === null && owner.startsWith(`${sid}/`)))
        continue;
      for (const entry of mine.values()) end(entry);
      this.entries.delete(owner);
    }
  }
}

const ownerKey = (sid: string, instance: string) => `${sid}/${instance}`;

/**
 * Opens a connection as the person, for whoever called alone.
 * A user who was deleted, switched off or given another password is signed out of the instance.
 */
export const openUserConnection = (
  ticket: SessionTicket,
  instance: string,
  endpoint: Endpoint,
  database = 0,
): Promise<Connection> =>
  openAs(ticket, instance, async (credentials) => {
    const connection = await Connection.open(endpoint, credentials, OWN_NAMES.user);
    if (database > 0) await connection.select(database);
    return connection;
  });

/**
 * The same for a scan of many keys; what it looks up, the caller has to count. It is closed when the person leaves.
 * @param name of the connection, for CLIENT LIST
 */
export const openUserPipeline = (
  ticket: SessionTicket,
  instance: string,
  endpoint: Endpoint,
  name: string,
  database = 0,
): Promise<PipelineConnection> =>
  openAs(ticket, instance, async (credentials) => {
    const pipeline = await PipelineConnection.open(endpoint, credentials, name, database);
    const stopListening = onSessionEnd((sid, left) => {
      if (sid === ticket.sid && (left === null || left === instance)) pipeline.close();
    });
    pipeline.onClose(stopListening);
    // Perhaps they left while it was opened.
    if (!credentialsOf(ticket, instance)) pipeline.close();
    return pipeline;
  });

async function openAs<Opened>(
  ticket: SessionTicket,
  instance: string,
  open: (credentials: Credentials) => Promise<Opened>,
): Promise<Opened> {
  const credentials = credentialsOf(ticket, instance);
  if (!credentials) throw notSignedIn(instance);
  try {
    return await open(credentials);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'WRONG_CREDENTIALS') throw error;
    leaveInstance(ticket.sid, instance);
    throw new AppError(
      'SIGNED_OUT',
      'Redis no longer accepts your user: it was deleted, switched off or has a new password.',
      {
        status: 401,
        remedy: 'Sign in again.',
      },
    );
  }
}

/** The answer to somebody who has not signed in to the instance, or no longer is. */
export const notSignedIn = (instance: string): AppError =>
  new AppError('UNAUTHENTICATED', 'You are not signed in to this instance.', {
    status: 401,
    remedy: `Sign in at /login?instance=${instance}.`,
    details: { instance },
  });

/**
 * The person's own connection to a node; several requests share it, and it closes when it is not used.
 * @param database its number; 0 unless the data is elsewhere
 * @throws AppError, SIGNED_OUT when Redis no longer accepts the person
 */
export const userConnection = (
  ticket: SessionTicket,
  instance: string,
  endpoint: Endpoint,
  database = 0,
): Promise<Connection> =>
  singleton('user-connections', () => new UserConnections()).get(ticket, instance, endpoint, database);
