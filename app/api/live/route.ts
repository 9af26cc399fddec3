import { liveQuery } from '@/lib/reads';
import { accessTo } from '@/lib/server/access';
import { readTicket } from '@/lib/server/auth';
import { liveStream } from '@/lib/server/live';
import { parseInput } from '@/lib/server/parse-input';
import { answer } from '@/lib/server/route';

export const GET = (request: Request) =>
  answer(async () => {
    const ticket = await readTicket();
    const { instances, since } = parseInput(liveQuery, Object.fromEntries(new URL(request.url).searchParams));
    const accesses = instances.map((id) => accessTo(ticket, id));
    for (const access of accesses) await access.require('info');
    return liveStream(request.signal, accesses, since);
  });
