import 'server-only';
import type { HistoryProblem } from '@/lib/schemas/history';
import { isAppError } from '../errors';

/**
 * Waits for what the history answers. What a store elsewhere (HISTORY_URL) cannot answer is a problem of the charts, not
 * of the page.
 *
 * @param nothing what stands for the answer then
 * @throws whatever else went wrong
 */
export async function orProblem<T>(
  asked: Promise<T>,
  nothing: T,
): Promise<{ answer: T; problem: HistoryProblem | null }> {
  try {
    return { answer: await asked, problem: null };
  } catch (error) {
    if (!isAppError(error) || !error.code.startsWith('HISTORY_')) throw error;
    return { answer: nothing, problem: { message: error.message, remedy: error.options.remedy ?? null } };
  }
}
