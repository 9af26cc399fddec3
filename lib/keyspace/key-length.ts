import type { CommandId } from '@/lib/redis/command-catalogue';

/** By TYPE, the command that tells a key's length: bytes of a string, elements of anything else. */
const LENGTH_COMMANDS: Readonly<Record<string, CommandId>> = {
  string: 'strlen',
  list: 'llen',
  set: 'scard',
  zset: 'zcard',
  hash: 'hlen',
  stream: 'xlen',
};

/** All of them. */
export const LENGTH_COMMAND_IDS: readonly CommandId[] = Object.values(LENGTH_COMMANDS);

/** @returns `null` for a type of a module, whose length no command of Redis tells */
export const lengthCommandOf = (type: string): CommandId | null =>
  Object.hasOwn(LENGTH_COMMANDS, type) ? LENGTH_COMMANDS[type]! : null;
