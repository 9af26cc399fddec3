import 'server-only';
import { OWN_NAMES } from '@/lib/own-names';
import { parseClusterNodes } from '@/lib/redis/parse-cluster-nodes';
import { parseSentinelAddress, parseSentinelInstances } from '@/lib/redis/parse-sentinel';
import { text, type Reply } from '@/lib/redis/reply';
import { addressOf, Connection, type Credentials, type Endpoint } from './connection';
import { AppError, isAppError } from '../errors';
import type { HostPort, Instance } from '../instances';

/** The collector's own user on the nodes of an instance. */
export const collectorCredentials = ({ url }: Instance): Credentials => ({
  username: url.username,
  password: url.password,
});

/** The address in the configuration: the node itself, a Sentinel, or a Cluster node to begin with. */
export function firstEndpoint({ url, tls }: Instance): Endpoint {
  return url.kind === 'unix'
    ? { address: { path: url.path }, tls: null }
    : { address: { host: url.host, port: url.port }, tls };
}

/**
 * The nodes of a Sentinel group, asked from the first Sentinel that answers.
 * @returns primary first, then the replicas as Sentinel announces them
 * @throws AppError of the last Sentinel when none answers, or when none knows the group
 */
export async function discoverSentinelGroup(instance: Instance): Promise<Endpoint[]> {
  const { group, nodes, username, password } = instance.sentinel!;
  const sentinels = [firstEndpoint(instance), ...nodes.map((node) => endpointAt(instance, node))];
  let failure: unknown;
  for (const sentinel of sentinels) {
    try {
      const connection = await Connection.open(sentinel, { username, password }, OWN_NAMES.collector);
      try {
        return await askSentinel(connection, group, instance);
      } finally {
        connection.close();
      }
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function askSentinel(connection: Connection, group: string, instance: Instance): Promise<Endpoint[]> {
  const primary = parseSentinelAddress(await connection.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', group));
  if (!primary) {
    throw new AppError(
      'UNKNOWN_GROUP',
      `The Sentinel at ${addressOf(connection.endpoint)} knows no group "${group}".`,
      {
        status: 502,
        remedy: 'Check sentinel.group of this instance: SENTINEL MASTERS lists the names.',
      },
    );
  }
  const replicas = parseSentinelInstances(await sentinelReplicas(connection, group));
  return [primary, ...replicas].flatMap(({ host, port }) =>
    host === null || port === null ? [] : [endpointAt(instance, { host, port })],
  );
}

async function sentinelReplicas(connection: Connection, group: string): Promise<Reply> {
  try {
    return await connection.call('SENTINEL', 'REPLICAS', group);
  } catch (error) {
    // Redis < 5 has only the old word.
    if (isAppError(error) && error.code !== 'DISCONNECTED')
      return connection.call('SENTINEL', 'SLAVES', group);
    throw error;
  }
}

/** A node, and the ranges of slots that it serves, both ends included. */
export interface FoundNode {
  endpoint: Endpoint;
  slots: readonly (readonly [from: number, to: number])[];
}

/**
 * The nodes of a Cluster as one of them sees it.
 * @param connection to a node that answers
 * @returns every node that has an address, failed ones included, so that they are shown as down
 */
export async function discoverCluster(instance: Instance, connection: Connection): Promise<FoundNode[]> {
  const nodes = parseClusterNodes(text(await connection.call('CLUSTER', 'NODES')) ?? '');
  const addressMap = instance.cluster ? instance.cluster.addressMap : {};
  return nodes.flatMap(({ state, isMyself, host, port, slots }) => {
    if (state === 'handshake' || state === 'no-address' || port === null) return [];
    // A node that nobody has spoken to yet does not know its own address.
    if (isMyself && !host) return [{ endpoint: connection.endpoint, slots }];
    if (!host) return [];
    const mapped = addressMap[`${host}:${port}`];
    return [{ endpoint: endpointAt(instance, mapped ? splitHostPort(mapped) : { host, port }), slots }];
  });
}

const endpointAt = (instance: Instance, { host, port }: HostPort): Endpoint => ({
  address: { host, port },
  tls: instance.tls,
});

function splitHostPort(text: string): HostPort {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
