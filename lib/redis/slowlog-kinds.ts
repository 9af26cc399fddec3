import { atLeast } from './compare-versions';

/** The logs of single commands: the slow ones everywhere, the large ones in Valkey's COMMANDLOG (8.1). */
export const SLOWLOG_KINDS = ['slow', 'large-request', 'large-reply'] as const;
export type SlowlogKind = (typeof SLOWLOG_KINDS)[number];

/** What an entry's number counts: the time in the command, or the bytes of the request or the reply. */
export const unitOfKind = (kind: SlowlogKind): 'microseconds' | 'bytes' =>
  kind === 'slow' ? 'microseconds' : 'bytes';

/**
 * The settings of each log: from which number on a command is logged (negative: none is), and how many entries the
 * server keeps. Valkey still takes the old names of the slow log.
 */
export const KIND_SETTINGS: Record<SlowlogKind, { threshold: string; maxLength: string }> = {
  slow: { threshold: 'slowlog-log-slower-than', maxLength: 'slowlog-max-len' },
  'large-request': {
    threshold: 'commandlog-request-larger-than',
    maxLength: 'commandlog-large-request-max-len',
  },
  'large-reply': { threshold: 'commandlog-reply-larger-than', maxLength: 'commandlog-large-reply-max-len' },
};

/** The command that reads a log, and the right to it. */
export const kindCommand = (kind: SlowlogKind): 'slowlog|get' | 'commandlog|get' =>
  kind === 'slow' ? 'slowlog|get' : 'commandlog|get';

/** The question for the newest entries of a log. */
export const kindQuestion = (kind: SlowlogKind, count: number): [string, ...string[]] =>
  kind === 'slow' ? ['SLOWLOG', 'GET', String(count)] : ['COMMANDLOG', 'GET', String(count), kind];

/** The logs that a server has; `null`: who it is is not known yet. */
export function kindsOf(server: { engine: string; version: string } | null): readonly SlowlogKind[] {
  return server?.engine === 'valkey' && atLeast(server.version, '8.1') ? SLOWLOG_KINDS : ['slow'];
}
