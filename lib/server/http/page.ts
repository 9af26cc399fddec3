import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { accessTo, type Access } from '../access';
import { readTicket } from '../sign-in/auth';
import { isAppError, toErrorBody, type ErrorBody } from '../errors';
import { touchSession } from '../sign-in/sessions';

/** What a page opens with: the person's access, and why the page is empty if they may not see it. */
export interface OpenedPage {
  access: Access;
  refusal: ErrorBody['error'] | null;
}

/**
 * Authorises a page of an instance. Who is not signed in goes to the form and comes back afterwards; who may
 * not run a needed command sees the page with the missing grant in its place.
 */
export async function openPage(instanceId: string, needs: readonly CommandId[]): Promise<OpenedPage> {
  try {
    const access = accessTo(await readTicket(), instanceId);
    touchSession(access.ticket.sid);
    const refusal = await firstRefusal(access, needs);
    return { access, refusal };
  } catch (error) {
    return sendAway(error, instanceId);
  }
}

async function firstRefusal(access: Access, needs: readonly CommandId[]): Promise<ErrorBody['error'] | null> {
  for (const command of needs) {
    try {
      await access.require(command);
    } catch (error) {
      if (isAppError(error) && error.status === 401) throw error;
      return toErrorBody(error).body.error;
    }
  }
  return null;
}

/** Turns an error that no page can show into a redirect or "not found"; throws every other. */
export async function sendAway(error: unknown, instanceId: string): Promise<never> {
  if (isAppError(error) && error.status === 404) notFound();
  if (isAppError(error) && error.status === 401) {
    const path = (await headers()).get('x-hitrate-path') ?? `/instances/${instanceId}`;
    redirect(`/login?instance=${encodeURIComponent(instanceId)}&callbackUrl=${encodeURIComponent(path)}`);
  }
  throw error;
}

/** The server's present in Unix milliseconds, which a page hands to the browser so that both say the same. */
export const renderedAt = (): number => Date.now();
