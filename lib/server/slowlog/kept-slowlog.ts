import 'server-only';
import type Database from 'better-sqlite3';
import type { SlowlogKind } from '@/lib/redis/slowlog-kinds';

/** An entry as it is kept: without secrets, with everything else. */
export interface KeptEntry {
  id: number;
  /** Unix milliseconds, by the server's clock. */
  at: number;
  /** Microseconds or bytes, as `unitOfKind` says. */
  amount: number;
  fingerprint: string;
  /** As commandstats names it: `hgetall`, `client|list`. */
  command: string;
  args: string[];
  argumentsTotal: number | null;
  clientAddress: string | null;
  clientName: string | null;
  /** Of a connection of this dashboard. */
  own: boolean;
}

/** Entries that the server had logged and nobody could read. */
export interface SlowlogGap {
  node: string;
  /** Unix milliseconds: the missing entries lie between the two. */
  from: number;
  to: number;
  entries: number;
}

/** Which entries. */
export interface KeptQuery {
  instance: string;
  kind: SlowlogKind;
  /** Left out: all of them, those that the instance has no longer too. */
  node?: string;
  /** Unix milliseconds; `to` is the first moment after the span. */
  from: number;
  to: number;
  fingerprint?: string;
  /** One command; of a container of subcommands (`client`) all of them. */
  command?: string;
  /** `false` leaves out what this dashboard itself has sent. */
  own?: boolean;
}

/** What a table of fingerprints is made of. */
export type KeptFigure = Pick<KeptEntry, 'at' | 'amount' | 'fingerprint' | 'own'> & { node: string };

/** Where a page of entries ended. */
export interface SlowlogCursor {
  at: number;
  seq: number;
}

/** Of one log of one instance: adding all of them up is done at once, so their number is bounded. The oldest go first. */
const MAX_ENTRIES = 50_000;
/** How long an entry is kept, in milliseconds. */
export const KEEP_MS = 30 * 86_400_000;

/** What is kept of the slow logs of all nodes, and what can be asked of it; `SlowlogStore` adds to it. */
export class KeptSlowlog {
  /** Entries by instance and kind; counted once, then kept in step, so that an insert costs the same at any size. */
  protected readonly counts = new Map<string, number>();

  constructor(
    protected readonly database: Database.Database,
    protected readonly maxEntries = MAX_ENTRIES,
  ) {}

  /**
   * Entries, newest first.
   * @param before where the page before ended, as it said; left out: from the newest
   * @returns at most `limit` entries, and where the next page begins; `null` at the end
   */
  page(
    query: KeptQuery,
    limit: number,
    before: SlowlogCursor = { at: Number.MAX_SAFE_INTEGER, seq: 0 },
  ): { entries: (KeptEntry & { node: string })[]; next: SlowlogCursor | null } {
    const rows = this.database
      .prepare(
        `SELECT e.seq, r.node, e.id, e.at, e.amount, e.fingerprint, e.command, e.args,
           e.arguments_total AS argumentsTotal, e.client_address AS clientAddress, e.client_name AS clientName, e.own
         FROM slowlog_entries e JOIN slowlog_runs r ON r.run = e.run
         WHERE ${CONDITIONS} AND (@node IS NULL OR r.node = @node) AND (e.at, e.seq) < (@at, @seq)
         ORDER BY e.at DESC, e.seq DESC LIMIT @limit`,
      )
      .all({ ...parameters(query), node: query.node ?? null, ...before, limit: limit + 1 }) as PageRow[];
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: shown.map(({ seq: _, args, own, ...entry }) => ({
        ...entry,
        own: own === 1,
        args: JSON.parse(args) as string[],
      })),
      next: rows.length > limit && last ? { at: last.at, seq: last.seq } : null,
    };
  }

  /**
   * What entries cost, for adding up; read from the index alone, since there may be fifty thousand.
   */
  *figures(query: KeptQuery): Generator<KeptFigure> {
    const { instance, kind, node } = query;
    const nodes = new Map(
      this.database
        .prepare('SELECT run, node FROM slowlog_runs WHERE instance = ? AND kind = ?')
        .raw()
        .all(instance, kind) as [number, string][],
    );
    const rows = this.database
      .prepare(
        `SELECT e.run, e.at, e.amount, e.fingerprint, e.own FROM slowlog_entries e INDEXED BY slowlog_by_time
         WHERE ${CONDITIONS}`,
      )
      .raw()
      .all(parameters(query)) as FigureRow[];
    for (const [run, at, amount, fingerprint, own] of rows) {
      const owner = nodes.get(run)!;
      if (node === undefined || node === owner)
        yield { node: owner, at, amount, fingerprint, own: own === 1 };
    }
  }

  /** What is missing within a span, oldest first. */
  gaps({ instance, kind, node, from, to }: KeptQuery): SlowlogGap[] {
    return this.database
      .prepare(
        `SELECT r.node, g.from_at AS "from", g.to_at AS "to", g.entries
         FROM slowlog_gaps g JOIN slowlog_runs r ON r.run = g.run
         WHERE r.instance = ? AND r.kind = ? AND (? IS NULL OR r.node = ?) AND g.to_at >= ? AND g.from_at < ?
         ORDER BY g.from_at`,
      )
      .all(instance, kind, node ?? null, node ?? null, from, to) as SlowlogGap[];
  }

  /**
   * Since when entries are kept of a log.
   * @param now Unix milliseconds
   * @returns Unix milliseconds; `null` where it has never been read
   */
  keptSince(
    { instance, kind, node }: Pick<KeptQuery, 'instance' | 'kind' | 'node'>,
    now: number,
  ): number | null {
    const oldest = this.database
      .prepare('SELECT min(at) FROM slowlog_entries WHERE instance = ? AND kind = ?')
      .pluck()
      .get(instance, kind) as number | null;
    const begun = this.database
      .prepare(
        'SELECT min(since) FROM slowlog_runs WHERE instance = ? AND kind = ? AND (? IS NULL OR node = ?)',
      )
      .pluck()
      .get(instance, kind, node ?? null, node ?? null) as number | null;
    if (begun === null || oldest === null) return begun;
    // Where the oldest were let go, what is left begins later than the first reading.
    if (this.count({ instance, kind }) >= this.maxEntries) return oldest;
    return Math.max(Math.min(begun, oldest), now - KEEP_MS);
  }

  /** How many entries of an instance are kept, of all its logs, and the oldest of them in Unix milliseconds. */
  cost(instance: string): { entries: number; oldestAt: number | null } {
    return this.database
      .prepare('SELECT count(*) AS entries, min(at) AS oldestAt FROM slowlog_entries WHERE instance = ?')
      .get(instance) as { entries: number; oldestAt: number | null };
  }

  protected count(log: Pick<KeptQuery, 'instance' | 'kind'>): number {
    const known = this.counts.get(countKey(log));
    if (known !== undefined) return known;
    const counted = this.database
      .prepare('SELECT count(*) FROM slowlog_entries WHERE instance = ? AND kind = ?')
      .pluck()
      .get(log.instance, log.kind) as number;
    this.counts.set(countKey(log), counted);
    return counted;
  }
}

type FigureRow = [run: number, at: number, amount: number, fingerprint: string, own: number];

type PageRow = Omit<KeptEntry, 'args' | 'own'> & { node: string; seq: number; args: string; own: number };

const CONDITIONS = `e.instance = @instance AND e.kind = @kind AND e.at >= @from AND e.at < @to
  AND (@fingerprint IS NULL OR e.fingerprint = @fingerprint)
  AND (@command IS NULL OR e.command = @command OR substr(e.command, 1, length(@command) + 1) = @command || '|')
  AND (@own OR e.own = 0)`;

const parameters = ({ instance, kind, from, to, fingerprint, command, own = true }: KeptQuery) => ({
  ...{ instance, kind, from, to },
  fingerprint: fingerprint ?? null,
  command: command ?? null,
  own: own ? 1 : 0,
});

/** Whether an entry that is not kept is one of those that are asked for. */
export const isAskedFor = (
  entry: KeptEntry,
  { from, to, fingerprint, command, own = true }: KeptQuery,
): boolean =>
  entry.at >= from &&
  entry.at < to &&
  (fingerprint === undefined || entry.fingerprint === fingerprint) &&
  (command === undefined || entry.command === command || entry.command.startsWith(`${command}|`)) &&
  (own || !entry.own);

/** A log, in `counts`. */
export const countKey = ({ instance, kind }: Pick<KeptQuery, 'instance' | 'kind'>) => `${instance} ${kind}`;
