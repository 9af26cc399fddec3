import { auditQuery } from '@/lib/reads/reads';
import { listAudit } from '@/lib/server/reads/list-audit';
import { parseInput } from '@/lib/server/http/parse-input';
import { signedInRoute } from '@/lib/server/http/route';

export const GET = signedInRoute(async (ticket, url) =>
  listAudit(ticket, parseInput(auditQuery, Object.fromEntries(url.searchParams))),
);
