'use client';

import { createContext, use, type ReactNode } from 'react';
import type { Capabilities, Capability } from '@/lib/capabilities';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { CommandId } from '@/lib/redis/command-catalogue';

/** What the person may do here; `null` where nobody could be asked yet. */
export type KnownCapabilities = (Capabilities & { user: string }) | null;

const CapabilitiesContext = createContext<KnownCapabilities>(null);

/** The ACL can change under an open page; Redis itself refuses at once in any case. */
const REFRESH_MS = 60_000;

/** Gives a page what its person may do, kept up to date. */
export function CapabilitiesProvider({
  instance,
  initial,
  children,
}: {
  instance: string;
  initial: KnownCapabilities;
  children: ReactNode;
}) {
  const { data } = useRefreshed<KnownCapabilities>(
    `/api/instances/${instance}/capabilities`,
    initial,
    REFRESH_MS,
  );
  return <CapabilitiesContext value={data}>{children}</CapabilitiesContext>;
}

/** Whether a command may be run; `unknown` where nobody could be asked. */
export function useCapability(command: CommandId): Capability {
  return use(CapabilitiesContext)?.commands[command] ?? { state: 'unknown' };
}

/** All of them, for the page that lists them. */
export const useCapabilities = (): KnownCapabilities => use(CapabilitiesContext);
