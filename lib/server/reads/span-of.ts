import 'server-only';
import { AppError } from '../errors';

/**
 * The span that a question about the past means, in Unix milliseconds.
 * @param query `to` is now where it is left out, `from` so many milliseconds before
 * @throws AppError INVALID_INPUT where it would end before it begins
 */
export function spanOf(query: { from?: number; to?: number; span: number }): { from: number; to: number } {
  const to = query.to ?? Date.now();
  const from = query.from ?? to - query.span;
  if (from < to) return { from, to };
  throw new AppError('INVALID_INPUT', `from: must be before to, which is ${to}.`, {
    status: 400,
    details: { field: 'from' },
  });
}
