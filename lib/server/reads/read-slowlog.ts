import 'server-only';
import type { z } from 'zod';
import { redactCommand } from '@/lib/redis/redact-command';
import { unitOfKind, type SlowlogKind } from '@/lib/redis/slowlog-kinds';
import type { READS } from '@/lib/reads/reads';
import type { SlowlogResponse, SlowlogRow } from '@/lib/schemas/slowlog';
import type { Access } from '../access';
import { maySeeArguments } from '../slowlog/may-see-arguments';
import { readLog, type NodeEntry } from '../slowlog/read-log';
import type { SlowlogCursor } from '../slowlog/kept-slowlog';
import { slowlogStore } from '../slowlog/slowlog-store';

/**
 * The slow log of one node or of all as it is kept, newest first. Values in commands are shown where they are asked for
 * and the person may read the keys; passwords stay masked in any case.
 */
export async function readSlowlog(
  access: Access,
  { node, kind, span, fingerprint, command, own, count, cursor, values, ...asked }: Query,
): Promise<SlowlogResponse> {
  // The clock of the server may be a little ahead of ours.
  const to = asked.to ?? Date.now() + 60_000;
  const from = asked.from ?? (span === undefined ? 0 : Date.now() - span);
  const asking = { node, kind, from, to, fingerprint, command, own: own === '1' };
  const { query, facts, ring } = await readLog(access, asking);
  const page = slowlogStore().page(query, count, cursor === undefined ? undefined : toCursor(cursor));
  const entries = cursor === undefined ? [...page.entries, ...ring] : page.entries;
  const verdicts =
    values === '1'
      ? await maySeeArguments(
          access,
          entries.map(({ args }) => args),
        )
      : null;
  return {
    ...facts,
    entries: entries
      .map((entry, index) => toRow(entry, kind, VALUES[verdicts?.[index] ?? 'masked']))
      .sort((a, b) => b.at - a.at || b.id - a.id),
    next: page.next && `${page.next.at}-${page.next.seq}`,
  };
}

type Query = z.infer<(typeof READS)['slowlog']['query']>;

const VALUES = { yes: 'shown', no: 'denied', unknown: 'unknown', masked: 'masked' } as const;

function toCursor(cursor: string): SlowlogCursor {
  const [at, seq] = cursor.split('-').map(Number);
  return { at: at!, seq: seq! };
}

function toRow(entry: NodeEntry, kind: SlowlogKind, values: SlowlogRow['values']): SlowlogRow {
  const { node, id, at, amount, args, fingerprint, argumentsTotal, clientAddress, clientName, own } = entry;
  const isTime = unitOfKind(kind) === 'microseconds';
  return {
    ...{ node, id, at, values, fingerprint, argumentsTotal, clientAddress, clientName, own },
    durationUs: isTime ? amount : null,
    bytes: isTime ? null : amount,
    command: redactCommand(args, values === 'shown' ? 'secrets' : 'values')
      .map(quoted)
      .join(' '),
  };
}

/** An argument as redis-cli would take it. */
const quoted = (argument: string) =>
  argument === '' || /[\s"'\\]|[^\x20-\x7e]/.test(argument) ? JSON.stringify(argument) : argument;
