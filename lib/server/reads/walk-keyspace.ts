import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';
import { literalStart } from '@/lib/keyspace/glob';
import { readWalkCursor, writeWalkCursor, type WalkCursor } from '@/lib/keyspace/walk-cursor';
import { WorkBudget } from '@/lib/keyspace/work-budget';
import { keySlot } from '@/lib/redis/key-slot';
import { list, string } from '@/lib/redis/reply';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { AppError, isAppError, toErrorBody } from '../errors';
import { databasesOf, keysIn } from '../collector/keys-by-database';
import type { NodeWatcher } from '../collector/node-watcher';
import type { NodeFailure } from './each-node';

/** What a page of a walk says of the walk. */
export interface WalkPage {
  at: number;
  database: number;
  databases: { database: number; keys: number }[];
  scanned: number;
  total: number | null;
  cursor: string | null;
  stopped: 'end' | 'count' | 'budget';
  failures: NodeFailure[];
}

export interface WalkQuestion {
  db: number;
  /** Only names that match. */
  match: Bytes;
  /** All else that a cursor may not be carried over to. */
  filter: readonly (string | undefined)[];
  cursor?: string;
  /** How many finds fill the page. */
  wanted: number;
}

/** Hears the names of one SCAN, none that the page has had already; @returns how many of them are finds */
type Take = (names: Bytes[], connection: Connection, node: NodeWatcher) => number | Promise<number>;

/**
 * One page of a walk over all names of a database by SCAN, at one primary after the other, on the person's own
 * connections. It ends when it is full or its budget is spent; its cursor continues it.
 *
 * @returns how far it came. A node that fails is named, and the walk goes on at the next
 * @throws AppError of a cursor that does not fit (`field: cursor`), of a person who may not SCAN or is signed out, and
 *   where no node answers
 */
export async function walkKeyspace(
  access: Access,
  question: WalkQuestion,
  signal: AbortSignal,
  take: Take,
): Promise<WalkPage> {
  const { db, match, wanted } = question;
  const asked = JSON.stringify([access.instance.id, db, match, ...question.filter]);
  const nodes = nodesToWalk(access, match);
  const budget = new WorkBudget(wanted);
  const seen = new Set<Bytes>();
  const failures: NodeFailure[] = [];
  const total = keysIn(access, db);
  const begin = startOf(nodes, question.cursor, asked);
  let { scanned } = begin;
  let place: WalkCursor | null = begin;
  let lastError: unknown;

  while (place && !budget.isFull && !budget.isSpent && !signal.aborted) {
    const { node: id, scan }: WalkCursor = place;
    const node = nodes.find((each) => each.id === id)!;
    let next = '0';
    try {
      const connection = await access.connection(node, db);
      const startedAt = performance.now();
      const count = budget.step;
      const filter = match === '*' ? [] : ['MATCH', match];
      const [reply] = await connection.callBytes([['SCAN', scan, ...filter, 'COUNT', count]]);
      if (reply instanceof Error) throw reply;
      const [cursor, names] = list(reply);
      const returned = list(names).map((name) => string(name) ?? '');
      const fresh = returned.filter((name) => !seen.has(name) && seen.add(name));
      const found = fresh.length > 0 ? await take(fresh, connection, node) : 0;
      // With a filter the server does not say how many it looked over: about as many as it was asked to.
      const over = match === '*' ? returned.length : Math.max(count, returned.length);
      scanned += over;
      budget.spend(over, found, performance.now() - startedAt);
      next = string(cursor) ?? '0';
    } catch (error) {
      if (!isNodesFault(error)) throw access.heed(error);
      lastError = error;
      const { code, message } = toErrorBody(error).body.error;
      failures.push({ node: node.id, code, message });
    }
    place = placeAfter(nodes, node, next, scanned);
  }
  if (failures.length === nodes.length) throw lastError;
  const known = total === null || match === '*' ? scanned : Math.min(scanned, total);
  return {
    at: Date.now(),
    database: db,
    databases: databasesOf(access),
    scanned: place === null && match !== '*' ? (total ?? scanned) : known,
    total,
    cursor: place && writeWalkCursor({ ...place, scanned: known }, asked),
    stopped: place === null ? 'end' : budget.isFull ? 'count' : 'budget',
    failures,
  };
}

/**
 * The primaries that a walk goes over, in an order that every page finds again. Where all names that match have one
 * hash tag, it is the one node that serves it.
 */
export function nodesToWalk(access: Access, match: Bytes): NodeWatcher[] {
  const nodes = access.watcher.summedNodes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (nodes.length === 0) return [access.node()];
  const tag = /^[^{]*\{[^}]+\}/.exec(literalStart(match));
  const owner = access.watcher.isCluster && tag ? access.watcher.nodeOfSlot(keySlot(tag[0])) : null;
  return owner && nodes.includes(owner) ? [owner] : nodes;
}

const beginningOf = (node: NodeWatcher, scanned: number): WalkCursor => ({
  node: node.id,
  runId: runIdOf(node),
  scan: '0',
  scanned,
});

const runIdOf = (node: NodeWatcher) => node.state.server?.runId ?? '';

function placeAfter(
  nodes: readonly NodeWatcher[],
  node: NodeWatcher,
  scan: string,
  scanned: number,
): WalkCursor | null {
  if (scan !== '0') return { ...beginningOf(node, scanned), scan };
  const following = nodes[nodes.indexOf(node) + 1];
  return following ? beginningOf(following, scanned) : null;
}

function startOf(nodes: readonly NodeWatcher[], token: string | undefined, question: string): WalkCursor {
  if (token === undefined) return beginningOf(nodes[0]!, 0);
  const cursor = readWalkCursor(token, question);
  if (cursor === 'malformed') throw staleCursor('This is no cursor of a page of keys.', 400);
  if (cursor === 'foreign') throw staleCursor('This cursor belongs to another search.', 400);
  const node = nodes.find(({ id }) => id === cursor.node);
  if (!node)
    throw staleCursor(`${cursor.node} is no primary any more, so the search cannot go on there.`, 409);
  const known = runIdOf(node);
  if (cursor.runId !== '' && known !== '' && known !== cursor.runId)
    throw staleCursor(`${node.id} was restarted since this search began.`, 409);
  return cursor;
}

const staleCursor = (message: string, status: number) =>
  new AppError('STALE_CURSOR', message, {
    status,
    remedy: 'Begin the search anew, without a cursor.',
    details: { field: 'cursor' },
  });

/** Whether an error is of the node, not of the person nor ours: others may answer. */
export const isNodesFault = (error: unknown) =>
  isAppError(error) && error.status >= 500 && error.code !== 'UNSUPPORTED';
