import 'server-only';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { keyCommand, type KeyCommand } from '@/lib/redis/resp-writer';

/** What is asked of a key. */
export type Fact = 'type' | 'ttlMs' | 'bytes' | 'encoding' | 'idleSeconds' | 'frequency';

/** One command that is sent for key after key. */
export interface Question {
  /** Its name for ACL rules and for commandstats. */
  id: CommandId;
  command: KeyCommand;
}

const question = (id: CommandId): Question => ({ id, command: keyCommand(id.toUpperCase().split('|')) });

/** MEMORY USAGE with its default samples: `SAMPLES 0` walks a whole collection on the server's one thread. */
export const QUESTIONS: Readonly<Record<Fact, Question>> = {
  type: question('type'),
  ttlMs: question('pttl'),
  bytes: question('memory|usage'),
  encoding: question('object|encoding'),
  idleSeconds: question('object|idletime'),
  frequency: question('object|freq'),
};

const LENGTHS: Readonly<Record<string, Question>> = {
  string: question('strlen'),
  list: question('llen'),
  set: question('scard'),
  zset: question('zcard'),
  hash: question('hlen'),
  stream: question('xlen'),
};

/** How to ask for the length of a key; `undefined` for types that have no such command. */
export const lengthQuestion = (type: string): Question | undefined =>
  Object.hasOwn(LENGTHS, type) ? LENGTHS[type] : undefined;

/** All of them: what the user must be asked about beforehand. */
export const LENGTH_COMMANDS: readonly CommandId[] = Object.values(LENGTHS).map(({ id }) => id);
