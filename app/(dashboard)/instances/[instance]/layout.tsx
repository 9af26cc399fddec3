import { CapabilitiesProvider } from '@/components/actions/capabilities-provider';
import { EndOfSession } from '@/components/live/end-of-session';
import { LiveProvider } from '@/components/live/live-provider';
import { Shell } from '@/components/shell/shell';
import { instances } from '@/lib/server/instances';
import { openPage } from '@/lib/server/http/page';
import { readSession } from '@/lib/server/sign-in/sessions';
import { summariseInstance } from '@/lib/server/collector/summaries';

/** The frame of an instance's pages. Layouts do not run again on navigation, so every page authorises itself. */
export default async function InstanceLayout({
  params,
  children,
}: {
  params: Promise<{ instance: string }>;
  children: React.ReactNode;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  const capabilities = await access.capabilities().then(
    (known) => ({ user: access.username, ...known }),
    () => null,
  );
  const users = readSession(access.ticket)?.users;
  const entries = instances().map(({ id, name, environment }) => ({
    id,
    name,
    environment: environment && { label: environment.label, colour: environment.colour },
    user: users?.get(id) ?? null,
  }));
  return (
    <LiveProvider
      initial={summariseInstance(access.watcher, access.username, refusal === null)}
      key={`${access.instance.id} ${access.username}`}
    >
      <EndOfSession />
      <CapabilitiesProvider instance={access.instance.id} initial={capabilities}>
        <Shell
          entries={entries}
          current={access.instance.id}
          user={access.username}
          passwordless={access.passwordless}
        >
          {children}
        </Shell>
      </CapabilitiesProvider>
    </LiveProvider>
  );
}
