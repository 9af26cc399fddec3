import { liveQuery } from '@/lib/reads/reads';
import { accessTo } from '@/lib/server/access';
import { readTicket } from '@/lib/server/sign-in/auth';
import { liveStream } from '@/lib/server/http/live';
import { parseInput } from '@/lib/server/http/parse-input';
import { answer } from '@/lib/server/http/route';

export const GET = (request: Request) =>
  answer(async () => {
    const ticket = await readTicket();
    const { instances, since } = parseInput(liveQuery, Object.fromEntries(new URL(request.url).searchParams));
    const accesses = instances.map((id) => accessTo(ticket, id));
    for (const access of accesses) await access.require('info');
    return liveStream(request.signal, accesses, since);
  });
