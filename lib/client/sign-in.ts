import { ApiError } from './fetch-json';
import { ownPath } from './base-path';

/**
 * Signs in through next-auth's own routes, as a script would.
 * @throws ApiError that tells each wrong case apart
 */
export async function signIn(credentials: {
  instance: string;
  username: string;
  password: string;
}): Promise<void> {
  const response = await postAuthForm('/api/auth/callback/redis', credentials);
  if (response.ok) return;
  const { url } = (await response.json().catch(() => ({}))) as { url?: string };
  const error = url ? new URL(url, location.href).searchParams.get('error') : null;
  throw parseSignInError(error, response.status);
}

/** Ends the session: here, in the store and at every instance. */
export async function signOut(): Promise<void> {
  await postAuthForm('/api/auth/signout', {});
}

/**
 * Leaves for the form, because the sign-in has ended: nothing that it showed stays on the screen.
 * @param instance at which one; `null`: at all
 */
export function leaveForSignIn(instance: string | null): void {
  const here = location.pathname.slice(ownPath('').length) + location.search;
  const params = new URLSearchParams({
    ...(instance !== null && { instance }),
    callbackUrl: here,
    error: 'SessionEnded',
  });
  location.assign(ownPath(`/login?${params}`));
}

/** The error as next-auth hands it on: the one error shape as JSON, or one of its own words. */
export function parseSignInError(error: string | null, status = 401): ApiError {
  try {
    const { code, message, remedy, line, details } = JSON.parse(error ?? '') as ApiError;
    return new ApiError(status, code, message, remedy, line, details);
  } catch {
    return new ApiError(status, 'SIGN_IN', 'Signing in failed.', 'Try again.');
  }
}

async function postAuthForm(path: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = (await fetch(ownPath('/api/auth/csrf')).then((response) => response.json())) as {
    csrfToken: string;
  };
  return fetch(ownPath(path), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  });
}
