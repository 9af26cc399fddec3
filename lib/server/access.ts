import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Capabilities } from '@/lib/capabilities';
import { may } from '@/lib/capabilities';
import { aclLine, COMMANDS, commandWords, type CommandId } from '@/lib/redis/command-catalogue';
import { watcherOf, type InstanceWatcher } from './collector/collector';
import type { Connection } from './redis/connection';
import { AppError, isAppError } from './errors';
import { findInstance, type Instance } from './instances';
import type { NodeWatcher } from './collector/node-watcher';
import { detectCapabilities } from './permissions';
import {
  credentialsOf,
  leaveInstance,
  onSessionEnd,
  readSession,
  type SessionTicket,
} from './sign-in/sessions';
import { singleton } from './singleton';
import { notSignedIn, openUserConnection, userConnection } from './redis/user-connections';

/**
 * How long an answer of Redis counts. A change of the ACL shows within a minute even on a stream, which asks for
 * this only every 15 s; and at once for what Redis refuses.
 */
const CAPABILITIES_MS = 40_000;

/** What was known before is told meanwhile, where the server takes longer: pages of a silent server stay alive. */
const PATIENCE_MS = 1_000;

interface Known {
  at: number;
  capabilities: Promise<Capabilities>;
  /** What was known before; `null` once there is something newer. */
  before: Promise<Capabilities> | null;
}

const cache = () =>
  singleton('capabilities', () => {
    const known = new Map<string, Known>();
    onSessionEnd((sid, instance) => {
      for (const key of known.keys())
        if (key === `${sid}/${instance}` || (instance === null && key.startsWith(`${sid}/`)))
          known.delete(key);
    });
    return known;
  });

/** One person at one instance: what they may do, and the connection on which it is done. */
export class Access {
  readonly watcher: InstanceWatcher;

  constructor(
    readonly ticket: SessionTicket,
    readonly instance: Instance,
    readonly username: string,
  ) {
    this.watcher = watcherOf(instance);
  }

  /** The node with this id, or the one that stands for the instance. */
  node(id?: string): NodeWatcher {
    const node = id === undefined ? this.watcher.mainNode : this.watcher.nodes.get(id);
    if (node) return node;
    if (id !== undefined) {
      throw new AppError('UNKNOWN_NODE', `This instance has no node ${id}.`, {
        status: 404,
        remedy: `Its nodes are: ${[...this.watcher.nodes.keys()].join(', ')}.`,
        details: { field: 'node' },
      });
    }
    const { message, remedy } = this.watcher.discoveryError ?? {
      message: 'No node is known yet.',
      remedy: undefined,
    };
    throw new AppError('NO_NODES', message, { status: 503, remedy });
  }

  /** The nodes with this id, or all of them. */
  nodes(id?: string): NodeWatcher[] {
    return id === undefined ? [...this.watcher.nodes.values()] : [this.node(id)];
  }

  /** Whether Redis let the person in without a password. */
  get passwordless(): boolean {
    return !credentialsOf(this.ticket, this.instance.id)?.password;
  }

  /** The person's own connection to a node and a database of it, which their requests share. */
  connection(node: NodeWatcher, database = 0): Promise<Connection> {
    return userConnection(this.ticket, this.instance.id, node.endpoint, database);
  }

  /** A connection that nobody else uses, e.g. for WATCH or SUBSCRIBE; whoever asked for it closes it. */
  openPrivate(node: NodeWatcher, database = 0): Promise<Connection> {
    return openUserConnection(this.ticket, this.instance.id, node.endpoint, database);
  }

  /** What the person may do; asked of Redis once and then anew as long as they are here. */
  capabilities(): Promise<Capabilities> {
    const key = `${this.ticket.sid}/${this.instance.id}`;
    const known = cache().get(key);
    if (known && Date.now() - known.at < CAPABILITIES_MS) return latestOf(known);
    const detected = this.detect();
    const entry: Known = {
      at: Date.now(),
      // A server that is down cannot be asked: who was let in before it went may see that it is down.
      capabilities: known
        ? detected.catch((error: unknown) =>
            isServersFault(error) ? known.capabilities : Promise.reject(error),
          )
        : detected,
      before: known?.capabilities ?? null,
    };
    cache().set(key, entry);
    entry.capabilities.then(
      () => (entry.before = null),
      () => {
        entry.before = null;
        if (cache().get(key) === entry) cache().delete(key);
      },
    );
    return latestOf(entry);
  }

  /**
   * Takes note of an error of Redis: a refusal is newer than what was thought allowed, so it is asked anew next time.
   * @returns the error; a refusal with the missing grant, where Redis names the command
   */
  heed(error: unknown): unknown {
    if (!isAppError(error) || (error.code !== 'NOPERM' && error.code !== 'UNSUPPORTED')) return error;
    cache().delete(`${this.ticket.sid}/${this.instance.id}`);
    const command = error.options.details?.command;
    return isGrantable(command) && error.options.line === undefined ? this.denied(command) : error;
  }

  private denied(command: string): AppError {
    return new AppError('NOPERM', `Your Redis user ${this.username} may not run ${commandWords(command)}.`, {
      status: 403,
      remedy: 'Ask an administrator of this Redis for the grant.',
      line: aclLine(this.username, `+${command}`),
      details: { command },
    });
  }

  /** @throws AppError NOPERM with the missing grant, UNSUPPORTED or BLOCKED */
  async require(command: CommandId): Promise<void> {
    const capability = (await this.capabilities()).commands[command];
    if (may(capability)) return;
    const words = commandWords(command);
    if (capability.state === 'denied') throw this.denied(command);
    throw capability.state === 'unsupported'
      ? new AppError('UNSUPPORTED', `This version of the server has no ${words}.`, { status: 501 })
      : new AppError('BLOCKED', `The provider of this server has blocked ${words}.`, { status: 501 });
  }

  /** Asks the node that stands for the instance; in a Cluster, where users are the same everywhere, another one too. */
  private async detect(): Promise<Capabilities> {
    const main = this.node();
    const others = this.watcher.isCluster ? this.watcher.summedNodes.filter((node) => node !== main) : [];
    let failure: unknown;
    for (const node of [main, ...others]) {
      try {
        return await this.detectAt(node);
      } catch (error) {
        if (!isServersFault(error)) throw error;
        failure ??= error;
      }
    }
    throw failure;
  }

  private async detectAt(node: NodeWatcher): Promise<Capabilities> {
    try {
      const questioners = {
        person: await this.connection(node),
        openPrivate: () => openUserConnection(this.ticket, this.instance.id, node.endpoint),
        collector: node.openConnection,
      };
      return await detectCapabilities(questioners, this.username, node.state.server);
    } catch (error) {
      if (isAppError(error) && error.code === 'SIGNED_OUT') leaveInstance(this.ticket.sid, this.instance.id);
      throw error;
    }
  }
}

const CONTAINERS = new Set(
  Object.keys(COMMANDS).flatMap((id) => (id.includes('|') ? [id.slice(0, id.indexOf('|'))] : [])),
);

/** Redis 6 names only the container of a subcommand, and the grant of that would give away too much. */
const isGrantable = (word: unknown): word is string =>
  typeof word === 'string' && /^[a-z0-9._-]+(?:\|[a-z0-9-]+)?$/i.test(word) && !CONTAINERS.has(word);

/** What Redis says now, or said before where it is silent. */
const latestOf = ({ capabilities, before }: Known): Promise<Capabilities> =>
  before ? Promise.race([capabilities, sleep(PATIENCE_MS, before, { ref: false })]) : capabilities;

const isServersFault = (error: unknown) => isAppError(error) && error.status >= 500;

/**
 * The access of a session to an instance.
 * @throws AppError UNKNOWN_INSTANCE (404) or UNAUTHENTICATED (401)
 */
export function accessTo(ticket: SessionTicket | null, instanceId: string): Access {
  const instance = findInstance(instanceId);
  const users = ticket && readSession(ticket)?.users;
  // Who is not signed in at all does not learn which instances exist.
  if (!ticket || !users) throw notSignedIn(instanceId);
  if (!instance)
    throw new AppError('UNKNOWN_INSTANCE', `There is no instance "${instanceId}".`, { status: 404 });
  const username = users.get(instanceId);
  if (username === undefined) throw notSignedIn(instanceId);
  return new Access(ticket, instance, username);
}
