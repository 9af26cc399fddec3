import 'server-only';
import { thingQuery } from '@/lib/reads/reads';
import { findPattern, readThing } from '../reads/read-thing';
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
      const parameters = parametersOf(new URL(request.url).searchParams);
      const address = parseInput(thingQuery, parameters);
      const query = parseInput(pattern.view.query, parameters);
      await access.require('scan');
      return heedRefusal(access, () => readThing(access, pattern, address, query, request.signal));
    });
}

/** As Next hands them to a page: a name that stands there twice has a list. */
function parametersOf(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : values[0]!];
    }),
  );
}
