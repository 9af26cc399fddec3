import 'server-only';
import { cookies, headers } from 'next/headers';
import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '../env';
import { AppError, toErrorBody } from '../errors';
import { remoteAddress } from '../http/remote-address';
import { cookieSecret } from './secret';
import { endSession, readSession, type SessionTicket } from './sessions';
import { sessionCookie } from './session-cookie';
import { signIn } from './sign-in';

/** A session ends by idleness (HITRATE_IDLE_HOURS); this is only how long the browser keeps the cookie. */
const COOKIE_DAYS = 30;

/** next-auth's configuration: one provider, whose users are those of Redis. */
export function authOptions(): NextAuthOptions {
  const cookie = sessionCookie(env().publicUrl);
  const loginPath = `${cookie.path === '/' ? '' : cookie.path}/login`;
  return {
    secret: cookieSecret(),
    session: { strategy: 'jwt', maxAge: COOKIE_DAYS * 86_400 },
    pages: { signIn: loginPath, error: loginPath },
    useSecureCookies: cookie.secure,
    cookies: {
      sessionToken: {
        name: cookie.name,
        options: { httpOnly: true, sameSite: 'lax', path: cookie.path, secure: cookie.secure },
      },
    },
    providers: [
      CredentialsProvider({
        id: 'redis',
        name: 'Redis',
        credentials: {
          instance: { label: 'Instance', type: 'text' },
          username: { label: 'User name', type: 'text' },
          password: { label: 'Password', type: 'password' },
        },
        authorize: async (given) => {
          try {
            const ticket = await signIn({
              instance: given?.instance ?? '',
              username: given?.username ?? '',
              password: given?.password ?? '',
              address: remoteAddress(await headers()),
              ticket: await readTicket(),
            });
            return { id: ticket.sid, name: given?.username || 'default', key: ticket.key };
          } catch (error) {
            // next-auth carries one string to the form: the whole error, so that the form can show its remedy.
            throw new Error(JSON.stringify(toErrorBody(error).body.error));
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => {
        if (user) return { sid: user.id, key: (user as unknown as SessionTicket).key, name: user.name };
        const ticket = ticketOf(token);
        // Throwing makes next-auth clear the cookie of a session that has ended.
        if (!ticket || !readSession(ticket)) throw new AppError('UNAUTHENTICATED', 'This session has ended.');
        return token;
      },
      // What /api/auth/session shows: who, and never the key.
      session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name ?? null } }),
    },
    events: {
      signOut: ({ token }) => {
        const ticket = ticketOf(token);
        if (ticket) endSession(ticket.sid);
      },
    },
    // Its own logger prints whole errors; a refused password or an ended session is no error of ours.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}

/**
 * The ticket in the session cookie of the request at hand.
 * @returns `null` without a cookie, or with one that is not ours; says nothing about whether the session lives
 */
export async function readTicket(): Promise<SessionTicket | null> {
  const token = (await cookies()).get(sessionCookie(env().publicUrl).name)?.value;
  if (!token) return null;
  const content = await decode({ token, secret: cookieSecret() }).catch(() => null);
  return content && ticketOf(content);
}

function ticketOf(token: Record<string, unknown>): SessionTicket | null {
  const { sid, key } = token;
  return typeof sid === 'string' && typeof key === 'string' ? { sid, key } : null;
}
