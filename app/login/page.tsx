import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Logo } from '@/components/shell/logo';
import { loginParams } from '@/lib/search-params';
import { readTicket } from '@/lib/server/sign-in/auth';
import { env } from '@/lib/server/env';
import { instances } from '@/lib/server/instances';
import { readSession } from '@/lib/server/sign-in/sessions';
import { LoginForm } from './login-form';

export const metadata: Metadata = { title: 'Sign in' };

const loadParams = createLoader(loginParams);

export default async function LoginPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { instance, callbackUrl, error } = await loadParams(searchParams);
  const ticket = await readTicket();
  const users = ticket && readSession(ticket)?.users;
  const { loopbackOnly, allowPasswordless } = env();
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12vh] pb-8">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo className="size-8" />
          <span className="text-xl font-medium tracking-tight">Hitrate</span>
        </div>
        <LoginForm
          instances={instances().map(({ id, name, environment }) => ({
            id,
            name,
            environment: environment?.label ?? null,
            user: users?.get(id) ?? null,
          }))}
          chosen={instance}
          callbackUrl={callbackUrl}
          firstError={error === null ? null : firstErrorFor(error)}
          passwordless={loopbackOnly || allowPasswordless}
        />
      </div>
    </main>
  );
}

/** In words of ours, never in those that an address brings: anybody can write a link. */
const firstErrorFor = (error: string) =>
  error === 'SessionEnded'
    ? {
        code: 'SESSION_ENDED',
        message: 'Your sign-in has ended.',
        remedy: 'Sign in to go on where you were.',
      }
    : { code: 'SIGN_IN', message: 'Signing in failed.', remedy: 'Try again.' };
