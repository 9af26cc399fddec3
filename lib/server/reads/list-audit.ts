import 'server-only';
import type { z } from 'zod';
import type { auditQuery } from '@/lib/reads/reads';
import { accessTo } from '../access';
import { findAuditEntry, readAudit, type AuditEntry, type AuditPage } from '../audit';
import { AppError } from '../errors';
import { readSession, type SessionTicket } from '../sign-in/sessions';
import { notSignedIn } from '../redis/user-connections';

/**
 * The audit log of one instance, or of all that the person is signed in to.
 * @throws AppError UNAUTHENTICATED
 */
export function listAudit(ticket: SessionTicket | null, query: z.infer<typeof auditQuery>): AuditPage {
  const { limit, before } = query;
  if (query.instance !== undefined)
    return readAudit([accessTo(ticket, query.instance).instance.id], { limit, before });
  const users = ticket && readSession(ticket)?.users;
  if (!users) throw notSignedIn('');
  return readAudit([...users.keys()], { limit, before });
}

/**
 * One entry, e.g. of an action that runs on after its answer.
 * @throws AppError UNKNOWN_ENTRY also for entries of instances that the person is not signed in to
 */
export function readAuditEntry(ticket: SessionTicket | null, id: string): AuditEntry {
  const users = ticket && readSession(ticket)?.users;
  if (!users) throw notSignedIn('');
  const entry = /^\d{1,15}$/.test(id) ? findAuditEntry(Number(id)) : null;
  if (entry && users.has(entry.instance)) return entry;
  throw new AppError('UNKNOWN_ENTRY', `There is no audit entry ${id}.`, {
    status: 404,
    details: { field: 'id' },
  });
}
