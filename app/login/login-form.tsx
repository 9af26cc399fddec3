'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { ownPath } from '@/lib/client/base-path';
import { ApiError } from '@/lib/client/fetch-json';
import { signIn } from '@/lib/client/sign-in';

type SignInError = Pick<ApiError, 'code' | 'message' | 'remedy'> &
  Partial<Pick<ApiError, 'line' | 'details'>>;

const SEVERITIES: Partial<Record<string, 'warning' | 'info'>> = {
  TOO_MANY_ATTEMPTS: 'warning',
  SESSION_ENDED: 'info',
};

/** Instance, user and password of Redis itself: who Redis lets in is let in here. */
export function LoginForm({
  instances,
  chosen,
  callbackUrl,
  firstError,
  passwordless,
}: {
  instances: { id: string; name: string; environment: string | null; user: string | null }[];
  chosen: string | null;
  callbackUrl: string | null;
  firstError: SignInError | null;
  /** Whether a Redis without a password may be opened with an empty form. */
  passwordless: boolean;
}) {
  const [error, setError] = useState(firstError);
  const [busy, setBusy] = useState(false);
  const wait = useCountdown(error);
  const several = instances.length > 1;

  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    try {
      await signIn({ instance: field('instance'), username: field('username'), password: field('password') });
      // A whole new page: everything that was rendered for nobody is rendered for this person.
      window.location.assign(ownPath(safePath(callbackUrl) ?? `/instances/${field('instance')}`));
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : new ApiError(0, 'UNKNOWN', String(failure)));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="space-y-4 rounded-lg border bg-surface p-5">
      <div>
        <h1 className="text-lg font-medium">Sign in with your Redis user</h1>
        <p className="mt-1 text-muted">What Redis allows you is what you can see and do here.</p>
      </div>
      {error && (
        <div role="alert">
          <Notice
            severity={SEVERITIES[error.code] ?? 'critical'}
            title={wait > 0 ? `Too many failed sign-ins: wait ${wait} s.` : error.message}
            line={error.line}
            className="p-3"
          >
            {error.remedy}
          </Notice>
        </div>
      )}
      {several ? (
        <label className="block space-y-1.5">
          <span className="text-sm">Instance</span>
          <Select name="instance" defaultValue={chosen ?? instances[0]!.id} className="h-9">
            {instances.map(({ id, name, environment, user }) => (
              <option key={id} value={id}>
                {name}
                {environment && ` · ${environment}`}
                {user && ` · signed in as ${user}`}
              </option>
            ))}
          </Select>
        </label>
      ) : (
        <>
          <input type="hidden" name="instance" value={instances[0]!.id} />
          <p className="font-mono text-sm text-muted">{instances[0]!.name}</p>
        </>
      )}
      <label className="block space-y-1.5">
        <span className="text-sm">User name</span>
        <Input
          name="username"
          placeholder="default"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          className="h-9 font-mono"
        />
      </label>
      <label className="block space-y-1.5">
        <span className="text-sm">Password</span>
        <Input name="password" type="password" autoComplete="current-password" className="h-9 font-mono" />
      </label>
      <Button type="submit" variant="primary" className="h-9 w-full" disabled={busy || wait > 0}>
        {busy ? 'Asking Redis…' : 'Sign in'}
      </Button>
      {passwordless && (
        <p className="text-xs text-muted">A Redis without a password opens with both fields empty.</p>
      )}
    </form>
  );
}

/** Seconds that a person has still to wait after too many failures. */
function useCountdown(error: SignInError | null): number {
  const seconds = Number(error?.details?.retryAfterSeconds ?? 0);
  const [left, setLeft] = useState({ error, seconds });
  if (left.error !== error) setLeft({ error, seconds });
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setInterval(
      () => setLeft((now) => (now.error === error ? { error, seconds: Math.max(0, now.seconds - 1) } : now)),
      1_000,
    );
    return () => clearInterval(timer);
  }, [error, seconds]);
  return left.seconds;
}

/** Only a path of ours: `//evil.example` and `https://…` are none. */
const safePath = (path: string | null): string | null => (path && /^\/(?![/\\])/.test(path) ? path : null);
