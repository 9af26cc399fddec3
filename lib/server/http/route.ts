import 'server-only';
import { headers } from 'next/headers';
import type { z } from 'zod';
import { ACTION_INPUTS, type ActionInput } from '@/lib/actions/action-inputs';
import { ACTIONS, commandOf, type ActionId } from '@/lib/actions/actions';
import { confirmationFor, targetsOf } from '@/lib/actions/confirmation';
import { READS, type ReadId } from '@/lib/reads/reads';
import { Access, accessTo } from '../access';
import { recordIntent, recordOutcome, recordProgress } from '../audit';
import { auditedInput, auditedResult } from '../audited-input';
import { readTicket } from '../sign-in/auth';
import { AppError, isAppError, toErrorBody } from '../errors';
import { requireSameOrigin } from './origin';
import { parseInput } from './parse-input';
import { remoteAddress } from './remote-address';
import { touchSession, type SessionTicket } from '../sign-in/sessions';

/** What Next hands a route handler as its second argument. */
interface RouteContext<Params> {
  params: Promise<Params>;
}

/** A page's own refresh sends this, so that an unattended screen does not keep its session alive. */
const BACKGROUND_HEADER = 'x-hitrate-background';

/** Answers JSON, or the one error shape. Nothing of a signed-in person's data may be cached on the way. */
export async function answer(produce: () => Promise<unknown>): Promise<Response> {
  const noStore = { 'cache-control': 'no-store' };
  try {
    const result = await produce();
    return result instanceof Response ? result : Response.json(result, { headers: noStore });
  } catch (error) {
    const { status, body } = toErrorBody(error);
    const wait = body.error.details?.retryAfterSeconds;
    return Response.json(body, {
      status,
      headers: { ...noStore, ...(typeof wait === 'number' && { 'retry-after': String(wait) }) },
    });
  }
}

/** The person's access to an instance, for a request that they make. */
export async function accessForRequest(instanceId: string): Promise<Access> {
  const access = accessTo(await readTicket(), instanceId);
  await noteActivity(access.ticket);
  return access;
}

/** To be called once the session is known to be alive: it must not be woken up. */
async function noteActivity(ticket: SessionTicket): Promise<void> {
  if (!(await headers()).has(BACKGROUND_HEADER)) touchSession(ticket.sid);
}

/**
 * A GET route of an instance: session → query schema → the commands that the person must be allowed → the read.
 *
 * @param id its row in `READS`, which holds path, schema and needed commands
 * @param read makes the answer from the access and the checked query
 */
export function readRoute<Id extends ReadId>(
  id: Id,
  read: (
    access: Access,
    query: z.infer<(typeof READS)[Id]['query']>,
    signal: AbortSignal,
  ) => Promise<unknown>,
) {
  return (request: Request, { params }: RouteContext<{ instance: string }>): Promise<Response> =>
    answer(async () => {
      const access = await accessForRequest((await params).instance);
      const query = parseInput(READS[id].query, Object.fromEntries(new URL(request.url).searchParams));
      for (const command of READS[id].needs) await access.require(command);
      return heedRefusal(access, () =>
        read(access, query as z.infer<(typeof READS)[Id]['query']>, request.signal),
      );
    });
}

/** A GET route for whoever is signed in anywhere. */
export function signedInRoute(read: (ticket: SessionTicket | null, url: URL) => Promise<unknown>) {
  return (request: Request): Promise<Response> =>
    answer(async () => {
      const ticket = await readTicket();
      const result = await read(ticket, new URL(request.url));
      if (ticket) await noteActivity(ticket);
      return result;
    });
}

/** What an action's handler works with. */
export interface ActionContext<Id extends ActionId> {
  access: Access;
  input: ActionInput<Id>;
  /** Id of its entry in the audit log. */
  audit: number;
  /**
   * For a deed that goes on after the answer: the entry stays `running` until the promise ends.
   * @param ending one that tells how far it has come starts once the entry is there to tell it; telling throws where
   *   it cannot be written down
   * @returns what the route answers meanwhile
   */
  follow(result: unknown, ending: Ending): FollowedResult;
}

type Ending = Promise<unknown> | ((report: (soFar: unknown) => void) => Promise<unknown>);

class FollowedResult {
  constructor(
    readonly result: unknown,
    readonly ending: Ending,
  ) {}
}

/**
 * The one acting path: same origin → session → input schema → audit "intended" → may this person → confirmation
 * → the command on the person's own connection → audit "done" or "failed" → the result.
 *
 * @param id its row in `ACTIONS`
 * @param perform does it and returns what the person should see
 */
export function actionRoute<Id extends ActionId>(
  id: Id,
  perform: (context: ActionContext<Id>) => Promise<unknown>,
) {
  return (request: Request, { params }: RouteContext<{ instance: string }>): Promise<Response> =>
    answer(async () => {
      requireSameOrigin(request.headers);
      const access = await accessForRequest((await params).instance);
      const body = await readJson(request);
      const input = parseInput(ACTION_INPUTS[id], body) as ActionInput<Id>;
      const entry = recordIntent({
        instance: access.instance.id,
        person: access.username,
        address: remoteAddress(request.headers),
        action: id,
        // As it was sent: what was checked may hold keys as bytes.
        input: auditedInput(id, withoutConfirm(body as object)),
      });
      try {
        await requireAllowed(access, id, input);
      } catch (error) {
        recordOutcome(entry, 'denied', { error: describe(error) });
        throw error;
      }
      return carryOut(entry, id, access, () =>
        perform({
          access,
          input,
          audit: entry,
          follow: (result, ending) => new FollowedResult(result, ending),
        }),
      );
    });
}

async function requireAllowed<Id extends ActionId>(
  access: Access,
  id: Id,
  input: ActionInput<Id>,
): Promise<void> {
  const { instance } = access;
  if (instance.readOnly && !('ours' in ACTIONS[id])) {
    throw new AppError('READ_ONLY', `${instance.name} is configured as read-only.`, {
      status: 403,
      remedy: 'Remove readOnly from this instance in HITRATE_CONFIG.',
    });
  }
  await access.require(commandOf(id, input));
  const production = instance.environment?.production ?? false;
  const confirmation = confirmationFor(id, targetsOf(input), { name: instance.name, production });
  if (confirmation && input.confirm !== confirmation.expected) {
    throw new AppError('CONFIRMATION', `Type ${confirmation.expected} to confirm.`, {
      status: 409,
      remedy: 'Send it as "confirm".',
      details: { field: 'confirm', expected: confirmation.expected },
    });
  }
}

async function carryOut(entry: number, id: ActionId, access: Access, perform: () => Promise<unknown>) {
  try {
    const result = await heedRefusal(access, perform);
    markAction(access, id);
    if (!(result instanceof FollowedResult)) {
      recordOutcome(entry, 'done', { result: auditedResult(id, result) });
      return { audit: entry, outcome: 'done', result };
    }
    recordOutcome(entry, 'running', { result: result.result });
    const { ending } = result;
    const report = (soFar: unknown) => recordProgress(entry, soFar);
    (typeof ending === 'function' ? ending(report) : ending).then(
      (ended) => recordOutcome(entry, 'done', { result: ended }),
      (error: unknown) => recordOutcome(entry, 'failed', { error: describe(error) }),
    );
    return { audit: entry, outcome: 'running', result: result.result };
  } catch (error) {
    const refused = isAppError(error) && error.code === 'NOPERM';
    recordOutcome(entry, refused ? 'denied' : 'failed', { error: describe(error) });
    throw error;
  }
}

function markAction({ watcher, username }: Access, id: ActionId): void {
  const node = watcher.mainNode?.id;
  // A Sentinel group whose nodes cannot be found has no charts either.
  if (node !== undefined) watcher.mark({ node, kind: 'action', text: `${ACTIONS[id].title} by ${username}` });
}

export async function heedRefusal<T>(access: Access, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw access.heed(error);
  }
}

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('NOT_JSON', 'Actions take JSON.', {
      status: 415,
      remedy: 'Send the header content-type: application/json.',
    });
  }
  return request.json().catch(() => {
    throw new AppError('NOT_JSON', 'The body is not JSON.', { status: 400, details: { field: 'body' } });
  });
}

const describe = (error: unknown) => {
  const { code, message } = toErrorBody(error).body.error;
  return { code, message };
};

const withoutConfirm = ({ confirm: _, ...input }: { confirm?: string }) => input;
