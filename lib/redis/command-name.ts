const CONTAINERS = new Set(
  'acl client cluster command commandlog config function latency memory module object pubsub script sentinel slowlog xgroup xinfo'.split(
    ' ',
  ),
);

/** A command's name in commandstats: lower case, containers with their subcommand (Redis 7.0 and later). */
export function commandName(args: readonly string[]): string {
  const command = args[0]?.toLowerCase() ?? '';
  return CONTAINERS.has(command) && args.length > 1 ? `${command}|${args[1]!.toLowerCase()}` : command;
}

/**
 * The same of a fingerprint, whose first words are the command's own.
 * @returns `hgetall` for `HGETALL user:*`, `client|list` for `CLIENT LIST`; empty for an empty line
 */
export const commandOfFingerprint = (fingerprint: string): string => commandName(fingerprint.split(' '));
