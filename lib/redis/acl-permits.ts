import type { AclUser } from './parse-acl-user';

/** A command to ask about. */
export interface AclCommand {
  name: string;
  subcommand?: string;
  /** The categories of this very version, with or without `@`: see `categoriesOf`. */
  categories: readonly string[];
}

/**
 * Whether a user's rules allow a command, for servers where ACL DRYRUN cannot be asked.
 *
 * @param user from `parseAclUser`; `null` permits nothing
 * @param command name and subcommand in any case
 * @returns whether the rules of the user or of any selector, applied from left to right, end with the command
 *   allowed. Keys and channels are not looked at, nor is whether the user is enabled: a session that is open
 *   outlives `off`.
 */
export function aclPermits(user: AclUser | null, command: AclCommand): boolean {
  const name = command.name.toLowerCase();
  const subcommand = command.subcommand?.toLowerCase();
  const categories = new Set(command.categories.map((category) => category.toLowerCase().replace(/^@/, '')));
  const isAbout = (rule: string) => {
    if (rule.startsWith('@')) return rule === '@all' || categories.has(rule.slice(1));
    // A rule about a command covers its subcommands, not the other way round.
    return rule === name || (subcommand !== undefined && rule === `${name}|${subcommand}`);
  };
  return (user?.rules ?? []).some(({ commands }) => lastVerdict(commands, isAbout));
}

function lastVerdict(commands: string, isAbout: (rule: string) => boolean): boolean {
  let isAllowed = false;
  for (const word of commands.toLowerCase().split(/\s+/)) {
    const rule = word === 'allcommands' ? '+@all' : word === 'nocommands' ? '-@all' : word;
    if ((rule.startsWith('+') || rule.startsWith('-')) && isAbout(rule.slice(1)))
      isAllowed = rule.startsWith('+');
  }
  return isAllowed;
}
