import 'server-only';
import { thingQuery } from '@/lib/reads';
import { findPattern, readThing } from './reads/read-thing';
import { parseInput } from './parse-input';
import { accessForRequest, answer, heedRefusal } from './route';

interface Context {
  params: Promise<{ instance: string; pattern: string }>;
}

/** The GET route of every pattern: session → pattern → its query schema → the thing, read as its folder says. */
export function thingRoute() {
  return (request: Request, { params }: Context): Promise<Response> =>
    answer(async () => {
      const { instance, pattern: id } = await params;
      const access = await accessForRequest(instance);
      const pattern = findPattern(id);
      const parameters = Object.fromEntries(new URL(request.url).searchParams);
      const address = parseInput(thingQuery, parameters);
      const query = parseInput(pattern.view.query, parameters);
      await access.require('scan');
      return heedRefusal(access, () => readThing(access, pattern, address, query, request.signal));
    });
}
