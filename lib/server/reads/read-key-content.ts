import 'server-only';
import { ContentError } from '@/lib/keyspace/content/content-reader';
import { readContent } from '@/lib/keyspace/content/read-content';
import type { ContentQuery } from '@/lib/keyspace/content-query';
import type { KeyContent } from '@/lib/keyspace/content-schema';
import type { Bytes } from '@/lib/patterns/bytes';
import { aclLine } from '@/lib/redis/command-catalogue';
import { classifyError } from '@/lib/redis/parse-error';
import type { Access } from '../access';
import { unpacker } from '../decode-value';
import { AppError, isAppError } from '../errors';
import { lookWithoutTouch } from '../redis/no-touch';
import { nodeOfKey } from '../redis/node-of-key';
import { runPlan } from '../redis/run-plan';
import { serverTime } from '../redis/server-time';
import { keyRefusal } from './key-refusal';

/**
 * A page of what a key holds.
 * @throws AppError NO_SUCH_KEY (404), KEY_CHANGED (409) where another type took its place meanwhile, TOO_LARGE (413),
 *   NOPERM (403) with the line that would allow it
 */
export async function readKeyContent(
  access: Access,
  query: ContentQuery,
  signal?: AbortSignal,
): Promise<KeyContent> {
  const node = nodeOfKey(access, query.key);
  const connection = await access.connection(node, query.db);
  await lookWithoutTouch(access, connection);
  const context = { now: await serverTime(connection), server: node.state.server, unpack: unpacker() };
  try {
    return await runPlan(access, readContent(query, context), { database: query.db, signal });
  } catch (error) {
    throw explain(error, access, query.key);
  }
}

function explain(error: unknown, access: Access, key: Bytes): unknown {
  const field = { details: { field: 'key' } };
  if (error instanceof ContentError) {
    const { message, remedy } = error;
    return error.reason === 'gone'
      ? new AppError('NO_SUCH_KEY', message, { status: 404, remedy, ...field })
      : new AppError('TOO_LARGE', message, { status: 413, remedy, ...field });
  }
  if (!isAppError(error) || typeof error.cause !== 'string') return error;
  if (error.cause.startsWith('WRONGTYPE')) {
    return new AppError('KEY_CHANGED', 'Another key took its place while it was read: it has another type.', {
      ...{ status: 409, remedy: 'Read it again.' },
      ...field,
    });
  }
  if (error.code !== 'NOPERM') return error;
  const { denied, deniedCommand } = classifyError(error.cause);
  if (denied === 'key') {
    const { code, message, line } = keyRefusal(access, key);
    return new AppError(code, message, { status: 403, line, ...field });
  }
  if (deniedCommand === null) return error;
  const words = deniedCommand.toUpperCase().replace('|', ' ');
  return new AppError(
    'NOPERM',
    `Your Redis user ${access.username} may not run ${words}, which reads this key.`,
    {
      status: 403,
      remedy: 'Ask an administrator of this Redis for the grant.',
      line: aclLine(access.username, `+${deniedCommand}`),
      details: { command: deniedCommand },
    },
  );
}
