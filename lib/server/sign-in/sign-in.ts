import 'server-only';
import { OWN_NAMES } from '@/lib/own-names';
import { watcherOf } from '../collector/collector';
import { Connection, type Credentials, type Endpoint } from '../redis/connection';
import { discoverSentinelGroup, firstEndpoint } from '../redis/discover-nodes';
import { env } from '../env';
import { AppError, isAppError } from '../errors';
import { findInstance, instances, type Instance } from '../instances';
import { loginLimiter } from './login-limiter';
import { keepCredentials, type SessionTicket } from './sessions';

export interface SignInRequest {
  instance: string;
  /** Empty means the default user. */
  username: string;
  /** Empty means none. */
  password: string;
  address: string;
  /** The session that the person has already, to which the instance is added. */
  ticket: SessionTicket | null;
}

/** Failures that a guesser causes; an unreachable server is nobody's guess. */
const GUESSES = new Set(['WRONG_CREDENTIALS', 'PASSWORD_NOT_NEEDED', 'NO_USERS']);

/**
 * Signs a person in by authenticating to their Redis.
 * @returns the ticket for the cookie
 * @throws AppError that tells each wrong case apart and names its remedy
 */
export async function signIn(request: SignInRequest): Promise<SessionTicket> {
  const instance = request.instance === '' ? instances()[0]! : findInstance(request.instance);
  if (!instance) {
    throw new AppError('UNKNOWN_INSTANCE', `There is no instance "${request.instance}".`, {
      status: 404,
      details: { field: 'instance' },
    });
  }
  const credentials: Credentials = {
    username: request.username === '' ? null : request.username,
    password: request.password === '' && request.username === '' ? null : request.password,
  };
  const countedBy = [
    `address ${request.address}`,
    `user ${instance.id}/${credentials.username ?? 'default'}`,
  ];
  const knock = async () =>
    (await Connection.open(await endpointFor(instance), credentials, OWN_NAMES.user)).close();
  await loginLimiter().attempt(countedBy, knock, (error) => isAppError(error) && GUESSES.has(error.code));
  if (request.password === '') requirePasswordlessAllowed();
  return keepCredentials(request.ticket, instance.id, credentials, request.address);
}

function requirePasswordlessAllowed(): void {
  const { loopbackOnly, allowPasswordless } = env();
  if (loopbackOnly || allowPasswordless) return;
  throw new AppError(
    'PASSWORDLESS',
    'This Redis has no password, and the dashboard can be reached from other machines.',
    {
      status: 403,
      remedy:
        'Give the default user a password, or start the dashboard with HITRATE_ALLOW_PASSWORDLESS=1 if everybody who reaches it may do everything.',
      line: 'ACL SETUSER default on >a-long-password',
    },
  );
}

/** A node that can tell whether the password is right: one that is up, else the first that is known. */
async function endpointFor(instance: Instance): Promise<Endpoint> {
  const node = watcherOf(instance).mainNode;
  if (node) return node.endpoint;
  if (!instance.sentinel) return firstEndpoint(instance);
  const [primary] = await discoverSentinelGroup(instance);
  return primary!;
}
