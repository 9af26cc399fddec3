import { readTicket } from '@/lib/server/sign-in/auth';
import { readAuditEntry } from '@/lib/server/reads/list-audit';
import { answer } from '@/lib/server/http/route';

export const GET = (_request: Request, { params }: { params: Promise<{ id: string }> }) =>
  answer(async () => readAuditEntry(await readTicket(), (await params).id));
