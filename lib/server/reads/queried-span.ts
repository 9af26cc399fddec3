import 'server-only';
import { AppError } from '../errors';

/**
 * The span that a query asks about, in Unix milliseconds; without its end it ends now.
 * @throws AppError INVALID_INPUT where it ends before it begins
 */
export function queriedSpan(query: { from?: number; to?: number; span: number }): {
  from: number;
  to: number;
} {
  const to = query.to ?? Date.now();
  const from = query.from ?? to - query.span;
  if (from >= to) {
    throw new AppError('INVALID_INPUT', `from: must be before to, which is ${to}.`, {
      status: 400,
      details: { field: 'from' },
    });
  }
  return { from, to };
}
