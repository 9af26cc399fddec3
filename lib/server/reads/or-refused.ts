import 'server-only';
import { isAppError, toErrorBody, type ErrorBody } from '../errors';

/**
 * A page's read, or why it failed: a server that is down is a state of the page, not an error of ours.
 * @throws what is no AppError, and what sends the person to the sign-in
 */
export async function orRefused<T extends object>(read: Promise<T>): Promise<T | ErrorBody> {
  try {
    return await read;
  } catch (error) {
    if (!isAppError(error) || error.status === 401) throw error;
    return toErrorBody(error).body;
  }
}
