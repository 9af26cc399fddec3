import { ask, settled, type Plan } from '@/lib/patterns/plan';
import { list, string } from '@/lib/redis/reply';
import { element, readSize, type Body, type ContentReader } from './content-reader';
import { scanPace, scanPage } from './scan-page';

/** A page of a set's members, in no order, and whether one of them is there. */
export function* readSet(reader: ContentReader): Plan<Body<'set'>> {
  const { key, query } = reader;
  const { length, meanBytes } = yield* readSize('SCARD', key);
  const page = yield* scanPage({
    ...{ command: 'SSCAN', key, cursor: query.cursor, match: query.match },
    pace: scanPace(query.count, meanBytes),
    parse: (members) => list(members).flatMap((member) => string(member) ?? []),
    nameOf: (member) => member,
    bytesOf: (member) => member.length,
  });
  const [found] = yield* ask(query.find === undefined ? [] : [['SISMEMBER', key, query.find] as const]);
  return {
    ...{ kind: 'set', view: 'set', views: ['set'] },
    length,
    members: page.found.map((member) => element(reader, member)),
    next: page.next,
    cutShort: page.cutShort,
    found: query.find === undefined ? null : settled(found) === 1,
  };
}
