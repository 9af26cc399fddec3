import { aclLines, demoUsers } from '../demo/acl.mjs';
import {
  findRedisServer,
  serverVersion,
  startRedis,
  type RunningRedis,
  type StartOptions,
} from '../scripts/redis-server.mjs';
import { testCertificates, type TestCertificates } from './certificates';

export { startRedis, type RunningRedis, type StartOptions };
export { startCluster, type RunningCluster } from './cluster';
export { startSentinelGroup, type RunningSentinelGroup } from './sentinel-group';
export { connect, ask } from './connect';
export { waitUntil } from './wait-until';
export { testCertificates, type TestCertificates };

/**
 * The demo's users as the lines of an aclfile, for the server on the PATH: viewer, operator, admin, collector and
 * shop, each with its name as password. The default user is off.
 */
export function aclUsers(): string[] {
  const binary = findRedisServer();
  return aclLines((binary && serverVersion(binary)) || {});
}

/** The names of those users. */
export const testUsers: readonly string[] = demoUsers.map((user) => user.name);

/**
 * Starts a server that speaks TLS, and nothing else, on its port.
 * @param options.clientCertificates Whether it asks for one; default: it takes one but needs none.
 */
export async function startTlsRedis({
  clientCertificates = 'optional',
  ...options
}: Omit<StartOptions, 'tls' | 'args'> & {
  clientCertificates?: 'no' | 'optional' | 'yes';
} = {}): Promise<RunningRedis & { certificates: TestCertificates }> {
  const certificates = testCertificates();
  try {
    const redis = await startRedis({
      ...options,
      tls: { cert: certificates.serverCert, key: certificates.serverKey, ca: certificates.ca },
      args: ['--tls-auth-clients', clientCertificates],
    });
    const stop = redis.stop;
    return Object.assign(redis, { certificates, stop: () => stop().finally(certificates.remove) });
  } catch (error) {
    certificates.remove();
    throw error;
  }
}
