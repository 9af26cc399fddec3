import type { CommandType } from '@/lib/redis/parse-command-flags';

/** Calls and microseconds since the server's start. */
export interface Totals {
  calls: number;
  usec: number;
}

/**
 * Adds commandstats up by what the commands do.
 *
 * @param stats totals by command as INFO commandstats names them (`get`, `client|list`)
 * @param types what each command does, as the server's own COMMAND says; an unknown one counts as `other`
 */
export function totalsByType(
  stats: ReadonlyMap<string, Totals>,
  types: ReadonlyMap<string, CommandType>,
): Record<CommandType, Totals> {
  const zero = () => ({ calls: 0, usec: 0 });
  const totals: Record<CommandType, Totals> = {
    read: zero(),
    write: zero(),
    admin: zero(),
    pubsub: zero(),
    scripting: zero(),
    connection: zero(),
    other: zero(),
  };
  for (const [command, { calls, usec }] of stats) {
    const total = totals[commandTypeOf(command, types)];
    total.calls += calls;
    total.usec += usec;
  }
  return totals;
}

/** What a command is for; a subcommand that the server does not list is for what its container is. */
export const commandTypeOf = (command: string, types: ReadonlyMap<string, CommandType>): CommandType =>
  types.get(command) ?? types.get(command.split('|')[0]!) ?? 'other';
