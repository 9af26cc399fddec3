import { ownPath } from './base-path';

/** What the API answers when something went wrong; `message` and `remedy` are for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly remedy?: string,
    readonly line?: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/**
 * Asks a route of ours.
 *
 * @param path below the origin, e.g. `/api/instances`
 * @param options `body` makes it a POST of JSON; `background` marks a refresh that nobody asked for, which does
 *   not keep the session alive
 * @throws ApiError with the one error shape, or with code `OFFLINE` when nobody answers
 */
export async function fetchJson<T>(
  path: string,
  { body, background = false, signal }: { body?: unknown; background?: boolean; signal?: AbortSignal } = {},
): Promise<T> {
  const response = await fetch(ownPath(path), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(background && { 'x-hitrate-background': '1' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  }).catch((error: Error) => {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(
      0,
      'OFFLINE',
      'The dashboard does not answer.',
      'Check your connection, and whether it runs.',
    );
  });
  const answer = (await response.json().catch(() => null)) as unknown;
  if (response.ok) return answer as T;
  throw toApiError(response.status, answer);
}

function toApiError(status: number, answer: unknown): ApiError {
  const error = (answer as { error?: Partial<ApiError> } | null)?.error;
  return new ApiError(
    status,
    error?.code ?? 'UNKNOWN',
    error?.message ?? `The dashboard answered with status ${status}.`,
    error?.remedy,
    error?.line,
    error?.details,
  );
}
