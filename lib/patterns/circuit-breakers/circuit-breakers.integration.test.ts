import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { Thing } from '../pattern';
import type { Plan } from '../plan';
import { circuitView, summariseCircuits, type CircuitResponse } from './read';
import { closeCircuit, isClosed, openCircuit, recordFailure } from './write';

let server: RunningRedis;
let redis: Redis;
const now = Date.now();

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const run = <T>(plan: Plan<T>) => runPlan(redis, plan);
const circuits = async () => (await recogniseAll(redis, now)).things.find(({ id }) => id === 'circuits')!;

async function read(query: object = {}, settings = {}, thing = circuits()): Promise<CircuitResponse> {
  const plan = circuitView.read(await thing, circuitView.query.parse(query), contextAt(now, settings));
  return circuitView.response.parse(await run(plan)) as CircuitResponse;
}

async function fail(circuit: string, times: number) {
  const answers = await Promise.all(Array.from({ length: times }, () => run(recordFailure(circuit))));
  return answers.filter(Boolean).length;
}

test('a circuit opens with the fifth failure, exactly once', async () => {
  expect(await fail('payment', 5)).toBe(1);
  expect([await run(isClosed('payment')), await run(isClosed('shipping'))]).toEqual([false, true]);
  expect(await redis.exists('failures:payment')).toBe(0);
});

describe('all circuits', () => {
  beforeEach(async () => {
    await fail('payment', 5);
    await fail('get_weather:berlin', 4);
    await fail('mail', 1);
  });

  test('are one thing, with the reasons', async () => {
    const thing = await circuits();
    expect(thing).toMatchObject({ pattern: 'circuit-breakers', keys: 3, title: 'Circuit breakers' });
    expect(thing.parts.map(({ why }) => why.replace(/TTL .*/, 'TTL')).sort()).toEqual([
      'name matches circuit:{circuit}, value is the word “open”, TTL',
      'name matches failures:{circuit}, value is a count that ends, TTL',
    ]);
  });

  test('in one table, the open first, then the nearest to opening', async () => {
    const { rows, open, failing, threshold, looked, of } = await read();
    expect(rows.map(({ circuit, state, failures }) => [circuit, state, failures])).toEqual([
      ['payment', 'open', 0],
      ['get_weather:berlin', 'closed', 4],
      ['mail', 'closed', 1],
    ]);
    expect({ open, failing, threshold, looked, of }).toEqual({
      open: 1,
      failing: 2,
      threshold: 5,
      looked: 3,
      of: 3,
    });
    expect(rows[0]!.closesInMs).toBeGreaterThan(30_000);
    expect(rows[1]!.failuresEndInMs).toBeLessThanOrEqual(60_000);
    expect(rows[2]!.closesInMs).toBeNull();
  });

  test('by state, by name, by page, with a threshold of one’s own', async () => {
    const names = async (query: object) => (await read(query)).rows.map(({ circuit }) => circuit);
    expect(await names({ state: 'open' })).toEqual(['payment']);
    expect(await names({ state: 'failing' })).toEqual(['get_weather:berlin', 'mail']);
    expect(await names({ search: 'WEATHER' })).toEqual(['get_weather:berlin']);
    expect(await names({ offset: 1, count: 1 })).toEqual(['get_weather:berlin']);
    expect((await read({}, { limit: 10 })).threshold).toBe(10);
  });

  test('one whose keys are gone is closed', async () => {
    const thing = await circuits();
    await redis.del('circuit:payment', 'failures:mail');
    const { rows } = await read({}, {}, Promise.resolve(thing));
    expect(rows.map(({ circuit, state, failures }) => [circuit, state, failures])).toEqual([
      ['get_weather:berlin', 'closed', 4],
      ['mail', 'closed', 0],
      ['payment', 'closed', 0],
    ]);
  });

  test('one that never closes by itself is told', async () => {
    await redis.set('circuit:legacy', 'open');
    expect((await read()).rows[0]).toMatchObject({ circuit: 'legacy', stays: true, closesInMs: null });
    const { trouble } = await run(summariseCircuits(await circuits(), contextAt(now)));
    expect(trouble).toBe('legacy is not called until somebody closes it, and 1 more.');
  });

  test('their card', async () => {
    const summarise = async () => run(summariseCircuits(await circuits(), contextAt(now)));
    expect(await summarise()).toMatchObject({ value: 1, caption: 'open of 3 circuits' });
    expect((await summarise()).trouble).toMatch(/^payment is not called for another (?:1 min|\d+ s)\.$/);
    await run(closeCircuit('payment'));
    expect(await summarise()).toMatchObject({
      value: 0,
      trouble: 'One more failure of get_weather:berlin opens its circuit.',
    });
  });

  test('are closed and opened by hand', async () => {
    expect(await run(closeCircuit('payment'))).toEqual({ wasOpen: true, hadFailures: false });
    expect(await run(closeCircuit('mail'))).toEqual({ wasOpen: false, hadFailures: true });
    expect(await run(closeCircuit('payment'))).toEqual({ wasOpen: false, hadFailures: false });
    expect(await run(openCircuit('payment', 300))).toEqual({ opened: true });
    expect(await run(isClosed('payment'))).toBe(false);
    expect(await redis.ttl('circuit:payment')).toBeGreaterThan(200);
  });
});

test('keys of other types by now are no error, other states are known', async () => {
  await redis.set('circuit:a', 'half-open', 'EX', 60);
  await redis.set('circuit:b', 'closed', 'EX', 60);
  await redis.set('circuit:c', 'open', 'EX', 60);
  const thing = await circuits();
  await redis.del('circuit:c');
  await redis.lpush('circuit:c', 'x');
  const { rows } = await read({}, {}, Promise.resolve(thing));
  expect(rows.map(({ circuit, state }) => [circuit, state])).toEqual([
    ['a', 'half-open'],
    ['b', 'closed'],
    ['c', 'closed'],
  ]);
});

test('keys that a person describes are circuits too', async () => {
  await redis.set('breaker/pay', 'OPEN', 'EX', 60);
  const thing = await describedAs('breaker/pay');
  const { rows } = await read({}, {}, Promise.resolve(thing));
  expect(rows).toMatchObject([{ circuit: 'breaker/pay', state: 'open', failures: 0 }]);
});

/** A thing of one key, as somebody described it to be like `circuits.circuit`. */
async function describedAs(key: string): Promise<Thing> {
  await redis.set('circuit:x', 'open', 'EX', 60);
  const known = await circuits();
  const parts = known.parts.map((part) => ({ ...part, keys: 1, names: [key] }));
  return { ...known, id: 'own-breakers', family: 'own-breakers', parts };
}

test('races and counts that stay are no circuits', async () => {
  await redis.set('circuit:monza', '5.793 km');
  await redis.set('failures:total', '12');
  await redis.set('failures:log', 'disk full', 'EX', 60);
  const { things } = await recogniseAll(redis, now);
  expect(things.filter(({ pattern }) => pattern === 'circuit-breakers')).toEqual([]);
});

test('a circuit is found behind keys that only share its name', async () => {
  for (const race of ['imola', 'monza', 'spa']) await redis.set(`circuit:${race}`, '5.793');
  await redis.set('circuit:users-api', 'open', 'EX', 60);
  expect((await circuits()).parts[0]!.names).toEqual(['circuit:users-api']);
});
