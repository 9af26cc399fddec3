import { auditQuery } from '@/lib/reads';
import { listAudit } from '@/lib/server/reads/list-audit';
import { parseInput } from '@/lib/server/parse-input';
import { signedInRoute } from '@/lib/server/route';

export const GET = signedInRoute(async (ticket, url) =>
  listAudit(ticket, parseInput(auditQuery, Object.fromEntries(url.searchParams))),
);
