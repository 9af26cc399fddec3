import type { z } from 'zod';
import type { auditEntrySchema, AuditResponse } from '@/lib/schemas/audit';
import type { AppClient } from './app-client';
import { waitUntil } from './wait-until';

export type AuditRow = z.infer<typeof auditEntrySchema>;

/** The newest entries that the person may see. */
export async function auditRows(client: AppClient, limit = 1): Promise<AuditRow[]> {
  return (await client.get<AuditResponse>(`/api/audit?limit=${limit}`)).body.entries;
}

/** Waits until a deed that goes on after its answer has ended; returns its entry. */
export async function auditEnd(client: AppClient, id: number): Promise<AuditRow> {
  let row!: AuditRow;
  await waitUntil(`audit entry ${id} has ended`, async () => {
    row = (await client.get<AuditRow>(`/api/audit/${id}`)).body;
    return row.outcome !== 'running' && row.outcome !== 'intended';
  });
  return row;
}
