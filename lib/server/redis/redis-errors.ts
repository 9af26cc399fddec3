import 'server-only';
import { classifyError } from '@/lib/redis/parse-error';
import { AppError } from '../errors';

/** Where a connection was headed, for the sentence a person reads. */
interface Destination {
  address: string;
  tls: boolean;
}

/** Words of OpenSSL and Node for a certificate that was refused. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|ALTNAME|ssl3_read_bytes.*alert/i;
const NOT_TLS = /WRONG_VERSION_NUMBER|EPROTO|packet length too long|unexpected message/i;

/**
 * Explains why a connection could not be made or broke.
 * @param error what the socket, TLS or the server said
 * @param to where it was going
 * @returns an AppError whose remedy is one sentence; it never carries the command or its arguments
 */
export function explainConnectionError(error: Error, to: Destination): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const text = `${code} ${error.message}`;
  if (error.name === 'ReplyError') return explainReply(error.message, to);
  if (to.tls && NOT_TLS.test(text)) return tlsMismatch(to);
  if (to.tls && CERTIFICATE.test(text)) {
    return new AppError(
      'CERTIFICATE',
      `The certificate of ${to.address} was refused (${code || error.message}).`,
      {
        status: 502,
        remedy:
          'Give the authority in tls.ca, the name on the certificate in tls.servername, or a client certificate in tls.cert and tls.key.',
      },
    );
  }
  if (!to.tls && /Protocol error|ERR_ASSERTION|reply type byte/i.test(text)) return tlsMismatch(to);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new AppError('UNREACHABLE', `The name in ${to.address} cannot be resolved.`, {
      status: 502,
      remedy: 'Check the host name of this instance in the configuration.',
    });
  }
  if (code === 'ETIMEDOUT' || /timed out|timeout/i.test(error.message)) {
    return new AppError('TIMEOUT', `${to.address} did not answer in time.`, {
      status: 504,
      remedy:
        'Check firewalls between the dashboard and Redis, and whether Redis is busy with one long command.',
    });
  }
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOENT' ||
    code === 'EHOSTUNREACH' ||
    code === 'ENETUNREACH' ||
    code === 'EACCES'
  ) {
    return new AppError('UNREACHABLE', `Nothing answers at ${to.address} (${code}).`, {
      status: 502,
      remedy: 'Check that Redis runs and listens on this address, and that the dashboard may reach it.',
    });
  }
  return new AppError('DISCONNECTED', `${to.address} closed the connection.`, {
    status: 502,
    remedy: to.tls
      ? 'Check that this is a TLS port, and whether the server asks for a client certificate.'
      : 'Check whether this is a TLS port (then use rediss://), and whether Redis was stopped.',
  });
}

/** One side speaks TLS and the other does not. */
export const tlsMismatch = ({ address, tls }: Destination): AppError =>
  tls
    ? new AppError('TLS_MISMATCH', `${address} does not speak TLS.`, {
        status: 502,
        remedy: 'Use redis:// instead of rediss:// for this instance, or the TLS port of the server.',
      })
    : new AppError('TLS_MISMATCH', `${address} does not answer in plain text.`, {
        status: 502,
        remedy: 'If it is a TLS port, use rediss:// for this instance.',
      });

/**
 * Explains an error reply of Redis to a command.
 * @param message the reply, e.g. `NOPERM User viewer has no permissions to run the 'bgsave' command`
 */
export function explainReply(message: string, to: Destination): AppError {
  const { code, denied, deniedCommand } = classifyError(message);
  switch (code) {
    case 'WRONGPASS':
      return new AppError('WRONG_CREDENTIALS', 'Redis refused this user name and password.', {
        status: 401,
        remedy: 'Check both; a user that is switched off is refused in the same words.',
      });
    case 'NOAUTH':
      return new AppError('WRONG_CREDENTIALS', 'This Redis asks for a password.', {
        status: 401,
        remedy: 'Enter the password of your Redis user.',
      });
    case 'AUTH_NOT_NEEDED':
      return new AppError('PASSWORD_NOT_NEEDED', 'This Redis has no password for the default user.', {
        status: 401,
        remedy: 'Leave user name and password empty, or name a user that has a password.',
      });
    case 'AUTH_ARITY':
      return new AppError('NO_USERS', 'This Redis is older than 6.0 and knows no users.', {
        status: 401,
        remedy: 'Leave the user name empty and enter the password alone.',
      });
    case 'DENIED':
      return new AppError(
        'PROTECTED_MODE',
        `Redis at ${to.address} runs in protected mode and takes only local connections.`,
        {
          status: 502,
          remedy: 'Set a password for the default user there, or run the dashboard on the same machine.',
        },
      );
    case 'MAX_CLIENTS':
      return new AppError('MAX_CLIENTS', 'Redis has reached its limit of client connections.', {
        status: 503,
        remedy: 'Wait, close idle clients, or raise maxclients.',
        line: 'CONFIG SET maxclients 20000',
      });
    case 'LOADING':
      return new AppError('LOADING', 'Redis is loading its data from disk.', {
        status: 503,
        remedy: 'Wait until it has finished; the overview shows its progress.',
      });
    case 'NOPERM':
      if (denied === 'key') {
        return new AppError('NOPERM', 'Your Redis user may not do this to a key of that name.', {
          status: 403,
          remedy: 'Ask an administrator of this Redis for a key pattern that covers it.',
          cause: message,
        });
      }
      return new AppError('NOPERM', `Your Redis user may not run ${deniedCommand ?? 'this command'}.`, {
        status: 403,
        details: deniedCommand ? { command: deniedCommand } : undefined,
        cause: message,
      });
    case 'UNKNOWN_COMMAND':
    case 'UNKNOWN_SUBCOMMAND':
      return new AppError(
        'UNSUPPORTED',
        'This server does not know the command, or its provider has blocked it.',
        { status: 501, cause: message },
      );
    case 'SAVE_IN_PROGRESS':
      return new AppError('SAVE_IN_PROGRESS', 'A background save is already running.', {
        status: 409,
        remedy: 'Wait until it has ended.',
      });
    case 'REWRITE_IN_PROGRESS':
      return new AppError('REWRITE_IN_PROGRESS', 'An AOF rewrite is already running.', {
        status: 409,
        remedy: 'Wait until it has ended.',
      });
    case 'READONLY':
      return new AppError('READONLY', 'This node is a replica and takes no writes.', {
        status: 409,
        remedy: 'Do it on the primary.',
      });
    case 'BUSY':
      return new AppError('BUSY', 'Redis is busy running a script.', {
        status: 503,
        remedy: 'Wait, or end the script with SCRIPT KILL.',
      });
    default:
      return new AppError('REDIS_ERROR', `Redis answered: ${message}`, { status: 502, cause: message });
  }
}
