import 'server-only';

/** An error that a person may read: it names what was wrong and the remedy, and nothing secret. */
export class AppError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly options: {
      /** HTTP status; 400 unless said. */
      status?: number;
      /** What to do about it, one sentence. */
      remedy?: string;
      /** A line to paste that mends it, e.g. the missing grant. */
      line?: string;
      /** Further facts for a program: the field that was wrong, seconds to wait. */
      details?: Record<string, unknown>;
      /** What Redis said, for code that must tell refusals apart; never shown. */
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
  }

  get status(): number {
    return this.options.status ?? 400;
  }
}

/** The one shape in which every route answers an error. */
export interface ErrorBody {
  error: { code: string; message: string; remedy?: string; line?: string; details?: Record<string, unknown> };
}

/** Whether a value is an AppError; by name, because each bundle of the server has a class of its own. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === 'AppError' && 'code' in error;

/**
 * Maps any error to status and body. An unexpected one is logged whole and answered blandly.
 * @returns HTTP status and the body of the answer
 */
export function toErrorBody(error: unknown): { status: number; body: ErrorBody } {
  if (isAppError(error)) {
    const { remedy, line, details } = error.options;
    return {
      status: error.status,
      body: { error: { code: error.code, message: error.message, remedy, line, details } },
    };
  }
  console.error('Unexpected error:', error);
  const message = 'Something went wrong in the dashboard itself.';
  return {
    status: 500,
    body: { error: { code: 'INTERNAL', message, remedy: 'The log of the dashboard has the details.' } },
  };
}
