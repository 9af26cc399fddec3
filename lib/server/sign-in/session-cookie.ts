/**
 * The session cookie's name, path and secure flag: all follow from PUBLIC_URL, so that sign-in, pages and the
 * proxy can never look for different cookies.
 *
 * @param publicUrl the address in the browser, or `null` for plain http on host and port
 */
export function sessionCookie(publicUrl: URL | null): { name: string; secure: boolean; path: string } {
  const secure = publicUrl?.protocol === 'https:';
  return {
    name: `${secure ? '__Secure-' : ''}hitrate.session`,
    secure,
    path: publicUrl?.pathname.replace(/\/+$/, '') || '/',
  };
}
