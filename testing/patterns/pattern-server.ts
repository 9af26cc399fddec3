import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import type { ReadContext, Summary, Thing } from '@/lib/patterns/pattern';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import type { Plan } from '@/lib/patterns/plan';
import { connect, startRedis, type RunningRedis } from '../servers';
import { contextAt, recogniseAll } from './recognise-all';
import { runPlan } from './run-plan';

/** A server of its own for the tests of a pattern, empty before each, and that pattern's way from keys to pages. */
export function patternServer<Response>(id: PatternId) {
  const pattern = CATALOGUE.find((each) => each.id === id)!;
  const now = Date.now();
  let server: RunningRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = connect(server.port);
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  async function thing(address: string): Promise<Thing> {
    const { things } = await recogniseAll(redis, now);
    const found = things.find((each) => each.id === address);
    if (!found)
      throw new Error(`${address} is not among ${things.map((each) => each.id).join(', ') || 'no things'}`);
    return found;
  }

  return {
    now,
    get redis() {
      return redis;
    },
    /** A connection of a user who may do less. */
    connectAs: (user: string) => connect(server.port, user),
    run: <T>(plan: Plan<T>) => runPlan(redis, plan),
    thing,
    /** Addresses of everything that was recognised as this pattern, in alphabetical order. */
    async recognised(): Promise<string[]> {
      const { things } = await recogniseAll(redis, now);
      return things
        .filter((each) => each.pattern === id)
        .map((each) => each.id)
        .sort();
    },
    /** The page of a thing; every answer must be as its schema says. */
    async read(address: string, query: object = {}, context: Partial<ReadContext> = {}): Promise<Response> {
      const { view } = pattern;
      const plan = view.read(await thing(address), view.query.parse(query), {
        ...contextAt(now),
        ...context,
      });
      const answer = await runPlan(redis, plan);
      // What is not JSON would be lost on its way to the browser.
      return view.response.parse(JSON.parse(JSON.stringify(answer))) as Response;
    },
    /** The page of a thing as it was recognised before what happened since, or as another user reads it. */
    async readStale(stale: Thing, query: object = {}, reader = redis): Promise<Response> {
      const { view } = pattern;
      const answer = await runPlan(reader, view.read(stale, view.query.parse(query), contextAt(now)));
      return view.response.parse(JSON.parse(JSON.stringify(answer))) as Response;
    },
    async summary(address: string): Promise<Summary> {
      return runPlan(redis, pattern.summarise(await thing(address), contextAt(now)));
    },
  };
}
