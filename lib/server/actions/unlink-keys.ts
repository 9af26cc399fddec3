import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { ask, isRefused } from '@/lib/patterns/plan';
import { number } from '@/lib/redis/reply';
import type { Access } from '../access';
import { AppError, isAppError } from '../errors';
import { runPlan } from '../redis/run-plan';

/**
 * Removes keys, never with DEL: UNLINK frees them in the background. Each by its own command, since one key that the
 * ACL keeps back would keep all.
 */
export async function unlinkKeys(access: Access, { db, keys }: ActionInput<'key.unlink'>) {
  const wanted = [...new Set(keys)];
  const replies = await runPlan(access, ask(wanted.map((key) => ['UNLINK', key])), { database: db });
  const refused = replies.filter(isRefused);
  if (refused.length === wanted.length) throw refused[0] as Error;
  const removed = replies.filter((reply) => number(reply) === 1).length;
  const broken = replies.find((reply) => isAppError(reply) && !isRefused(reply)) as AppError | undefined;
  if (broken) throw removed === 0 ? broken : withCount(broken, removed);
  return { removed, gone: wanted.length - removed - refused.length, refused: refused.length };
}

const withCount = ({ code, message, options }: AppError, removed: number) =>
  new AppError(code, `${message} ${removed.toLocaleString('en-US')} of the keys were removed.`, options);
