import { describe, expect, it } from 'vitest';
import { METRIC_IDS } from '@/lib/metrics/catalogue';
import { auditQuery, liveQuery, READS, type Read } from './reads';
import { COMMANDS } from '@/lib/redis/command-catalogue';

/** The query of a URL, as a route checks it. */
const parse = ({ query }: Pick<Read, 'query'>, search: string) =>
  query.safeParse(Object.fromEntries(new URLSearchParams(search)));
const fieldsOf = (read: Pick<Read, 'query'>, search: string) =>
  parse(read, search).error?.issues.map(({ path }) => path.join('.'));

const READS_BY_PATH = new Map<string, string[]>();
for (const [id, { path }] of Object.entries(READS) as [string, Read][])
  READS_BY_PATH.set(path, [...(READS_BY_PATH.get(path) ?? []), id]);

describe.each(Object.entries(READS) as [string, Read][])('%s', (id, read) => {
  it('has a path of its own and needs only commands that are known', () => {
    expect(READS_BY_PATH.get(read.path)).toEqual([id]);
    expect(read.path).toMatch(/^(?:\/[a-z-]+)*$/);
    for (const command of read.needs) expect(Object.keys(COMMANDS)).toContain(command);
  });
});

describe('queries', () => {
  it('have defaults for all that may be left out', () => {
    expect(parse(READS.history, 'metrics=hitRatio,keys').data).toEqual({
      metrics: ['hitRatio', 'keys'],
      span: 300_000,
      points: 300,
    });
    expect(parse(READS.clients, '').data).toEqual({ limit: 100_000 });
    expect(parse(READS.slowlog, '').data).toEqual({ kind: 'slow', own: '1', count: 128, values: '0' });
    expect(parse(READS.fingerprints, '').data).toEqual({
      kind: 'slow',
      own: '1',
      span: 86_400_000,
      points: 120,
    });
    expect(parse({ query: auditQuery }, '').data).toEqual({ limit: 100 });
  });

  it.each<[string, Pick<Read, 'query'>, string, string]>([
    ['no metric', READS.history, '', 'metrics'],
    ['an empty list of metrics', READS.history, 'metrics=', 'metrics'],
    ['an unknown metric', READS.history, 'metrics=hitRatio,used_memory', 'metrics'],
    ['a word that every object has', READS.history, 'metrics=constructor', 'metrics'],
    ['too many metrics', READS.history, `metrics=${METRIC_IDS.slice(0, 41).join(',')}`, 'metrics'],
    ['too many points', READS.history, 'metrics=keys&points=2001', 'points'],
    ['a span that is no number', READS.history, 'metrics=keys&span=1h', 'span'],
    ['a moment before time', READS.history, 'metrics=keys&from=-1', 'from'],
    ['a fraction of a moment', READS.live, 'since=1.5', 'since'],
    ['too many slow log entries', READS.slowlog, 'count=1025', 'count'],
    ['a log that no server has', READS.fingerprints, 'kind=fast', 'kind'],
    ['a cursor that no page gave', READS.slowlog, 'cursor=1,2', 'cursor'],
    ['an unknown switch', READS.slowlog, 'values=yes', 'values'],
    ['too many columns', READS.latency, 'points=1001', 'points'],
    ['an event that is none', READS.latency, 'event=a%20b', 'event'],
    ['a node name without end', READS.memory, `node=${'x'.repeat(301)}`, 'node'],
    ['no page', { query: auditQuery }, 'before=0', 'before'],
    ['no instances', { query: liveQuery }, '', 'instances'],
  ])('with %s are refused by the name of the field', (_title, read, search, field) => {
    expect(fieldsOf(read, search)).toEqual([field]);
  });

  it('may name forty metrics, blanks between commas aside', () => {
    const forty = METRIC_IDS.slice(0, 40);
    expect(parse(READS.history, `metrics=${forty.join(',,')},`).data?.metrics).toEqual(forty);
  });

  it('name each instance of a live stream once', () => {
    expect(parse({ query: liveQuery }, 'instances=a,b,a').data?.instances).toEqual(['a', 'b']);
  });
});
