import { list, string, type Reply } from './reply';

/** What a command is for; each command has one. */
export type CommandType = 'read' | 'write' | 'admin' | 'pubsub' | 'scripting' | 'connection' | 'other';

/**
 * Reads the reply of COMMAND: an array an element, whose places are fixed: name, arity, flags, first, last and
 * step of the keys, then from 6.0 ACL categories, from 7.0 tips, key specifications and subcommands.
 *
 * @returns the type by name in lower case, subcommands as `client|list`; empty for errors and for Upstash,
 *   which answers an empty array
 */
export function parseCommandTypes(reply: Reply): Map<string, CommandType> {
  const types = new Map<string, CommandType>();
  for (const command of list(reply)) addCommand(types, command, '');
  return types;
}

function addCommand(types: Map<string, CommandType>, reply: Reply, container: string) {
  const [first, , flags, , , , categories, , , subcommands] = list(reply);
  const said = string(first)?.toLowerCase();
  if (!said) return;
  // Redis names a subcommand in full; an engine that does not is helped.
  const name = container === '' || said.startsWith(`${container}|`) ? said : `${container}|${said}`;
  types.set(name, typeOf(name, words(flags), words(categories)));
  for (const subcommand of list(subcommands)) addCommand(types, subcommand, name);
}

function typeOf(name: string, flags: Set<string>, categories: Set<string>): CommandType {
  if (flags.has('admin') || categories.has('admin')) return 'admin';
  if (categories.has('scripting') || SCRIPTING.test(name)) return 'scripting';
  if (flags.has('pubsub') || categories.has('pubsub')) return 'pubsub';
  if (flags.has('write') || categories.has('write')) return 'write';
  if (flags.has('readonly') || categories.has('read')) return 'read';
  return categories.has('connection') || CONNECTION.test(name) ? 'connection' : 'other';
}

// Before 6.0 there are no categories to tell these by.
const SCRIPTING = /^(?:eval|evalsha|script)(?:_ro)?(?:\||$)/;
const CONNECTION = /^(?:auth|echo|hello|ping|quit|select)$/;

const words = (reply: Reply | undefined) =>
  new Set(list(reply).map((word) => (string(word) ?? '').toLowerCase().replace(/^@/, '')));
