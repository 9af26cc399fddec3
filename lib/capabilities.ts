import type { CommandId } from '@/lib/redis/command-catalogue';

/** What a person may do with one command, and what is missing if they may not. */
export type Capability =
  | { state: 'allowed' | 'unknown' }
  /** The ACL of the user says no; `grant` is the line that would allow it. */
  | { state: 'denied'; grant?: string }
  /** This version of the server has no such command. */
  | { state: 'unsupported' }
  /** The server should have it, but its provider took it away or renamed it. */
  | { state: 'blocked' };

/** All that the product uses, for one person on one instance. */
export interface Capabilities {
  /** How it was found out. `trying`: only by what Redis answers when the time comes. */
  method: 'dryrun' | 'getuser' | 'probe' | 'no-users' | 'trying';
  commands: Record<CommandId, Capability>;
}

/** Whether it is worth trying: unknown ones are found out by the answer. */
export const may = (capability: Capability): boolean =>
  capability.state === 'allowed' || capability.state === 'unknown';

/** Why not, in one phrase for a tooltip; `null` where one may. */
export function whyNot(capability: Capability, command: string): string | null {
  switch (capability.state) {
    case 'denied':
      return `Your Redis user may not run ${command}.`;
    case 'unsupported':
      return `This server is too old for ${command}.`;
    case 'blocked':
      return `The provider of this server has blocked ${command}.`;
    default:
      return null;
  }
}
