import { NextResponse, type NextRequest } from 'next/server';
import { env } from '@/lib/server/env';
import { contentSecurityPolicy } from '@/lib/server/http/security-headers';
import { sessionCookie } from '@/lib/server/sign-in/session-cookie';

/**
 * No session → /login, so that a newcomer lands on the form; and the page's security policy, whose nonce must be
 * new for each request. Nothing is guarded here: every page and route checks the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { publicUrl, production } = env();
  const { pathname, search } = request.nextUrl;
  if (pathname !== '/login' && !request.cookies.has(sessionCookie(publicUrl).name)) {
    const login = request.nextUrl.clone();
    login.pathname = '/login';
    login.search = pathname === '/' ? '' : `?callbackUrl=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(login);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, production);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-hitrate-path', pathname + search);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages only: the API and what Prometheus reads answer 401 themselves, and files need neither session nor policy. */
export const config = {
  matcher: ['/((?!api/|_next/|favicon|icon|live-worker.js|metrics$|scrape$).*)'],
};
