import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorSchema } from '@/lib/schemas/error';
import { instanceSchema } from '@/lib/schemas/instances';
import { markerSchema, sampleSchema } from '@/lib/schemas/samples';
import { startApp, type RunningApp } from '../app';
import type { AppClient, StreamEvent } from '../app-client';
import { followStream, type FollowedStream } from '../follow-stream';
import { aclUsers, ask, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let second: RunningRedis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  const blind = 'user blind on >blind ~* +@all -info';
  redis = await startRedis({ aclLines: [...aclUsers(), blind] });
  second = await startRedis({ aclLines: aclUsers() });
  app = await startApp([watched(redis), watched(second, { id: 'second' }), watched(second, { id: 'third' })]);
  client = await app.client().signIn('shop', 'viewer', 'viewer');
  await client.signIn('second', 'viewer', 'viewer');
  for (const id of ['shop', 'second']) await untilUp(client, id);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
  await second.stop();
});

const open: FollowedStream[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
function follow(path = '/api/instances/shop/live', headers: Record<string, string> = {}): FollowedStream {
  const stream = followStream(client, path, headers);
  open.push(stream);
  return stream;
}

const samples = (events: readonly StreamEvent[]) =>
  events
    .filter(({ event }) => event === 'sample')
    .map(({ id, data }) => {
      const { instance, ...sample } = data as Record<string, unknown>;
      return { id: Number(id), instance, ...sampleSchema.parse(sample) };
    });
const polls = (stream: FollowedStream, instance = 'shop') =>
  samples(stream.events).filter((sample) => sample.source === 'info' && sample.instance === instance);
const idsOf = (stream: FollowedStream) => samples(stream.events).map(({ id }) => id);

describe('the live stream', () => {
  test('begins with the state of the instance, then brings one reading a second, each with its time as id', async () => {
    const stream = follow();
    await waitUntil('six readings came', () => polls(stream).length >= 6);
    const [first, ...rest] = stream.events;
    expect(first?.event).toBe('snapshot');
    expect(instanceSchema.parse(first?.data)).toMatchObject({ id: 'shop', nodes: [{ state: 'up' }] });
    expect(rest.map(({ event }) => event)).not.toContain('snapshot');
    const times = polls(stream).map(({ at }) => at);
    // However late a timer is, never two in the same second.
    expect(times.at(-1)! - times[0]!).toBeGreaterThan((times.length - 1) * 900);
    for (const { id, at } of samples(stream.events)) expect(id).toBe(at);
  });

  test('numbers its samples upwards, no two alike, so that none is lost or repeated on the way', async () => {
    const stream = follow();
    // The slower readings come together with a fast one.
    await waitUntil('other readings came', () => {
      const sources = new Set(samples(stream.events).map(({ source }) => source));
      return sources.size >= 2 && polls(stream).length >= 4;
    });
    const ids = idsOf(stream);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  test.each([
    ['Last-Event-ID', (id: number) => follow(undefined, { 'last-event-id': String(id) })],
    ['the query', (id: number) => follow(`/api/instances/shop/live?since=${id}`)],
    [
      'both, of which the newer counts',
      (id: number) => follow(`/api/instances/shop/live?since=0`, { 'last-event-id': String(id) }),
    ],
  ])('resumes after %s with exactly what was missed', async (_, reopen) => {
    const witness = follow();
    const cut = follow();
    await waitUntil('two readings came', () => polls(cut).length >= 2);
    const last = idsOf(cut).at(-1)!;
    cut.close();
    await waitUntil(
      'three readings were missed',
      () => polls(witness).filter(({ at }) => at > last).length >= 3,
    );
    const resumed = reopen(last);
    await waitUntil('it goes on', () => polls(resumed).length >= 5);
    expect(resumed.events[0]?.event).toBe('snapshot');
    await waitUntil('the witness saw it too', () => idsOf(witness).at(-1)! >= idsOf(resumed).at(-1)!);
    const upTo = idsOf(resumed).at(-1)!;
    expect(idsOf(resumed)).toEqual(idsOf(witness).filter((id) => id > last && id <= upTo));
  });

  test('brings several instances over one connection, each event with its instance', async () => {
    const stream = follow('/api/live?instances=shop,second,shop');
    await waitUntil('both are read', () => polls(stream).length >= 3 && polls(stream, 'second').length >= 3);
    const snapshots = stream.events.filter(({ event }) => event === 'snapshot');
    expect(snapshots.map(({ data }) => instanceSchema.parse(data).id)).toEqual(['shop', 'second']);
    const ids = idsOf(stream);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const nodes = new Set(samples(stream.events).map((it) => `${it.instance} ${it.node}`));
    expect([...nodes].sort()).toEqual([`second 127.0.0.1:${second.port}`, `shop 127.0.0.1:${redis.port}`]);
  });

  test('tells what happens as it happens', async () => {
    const stream = follow();
    await waitUntil('it runs', () => polls(stream).length >= 2);
    await ask(redis.port, 'admin', (it) => it.config('RESETSTAT'));
    const markers = () =>
      stream.events.filter(({ event }) => event === 'marker').map(({ data }) => markerSchema.parse(data));
    await waitUntil('the reset shows', () => markers().some(({ kind }) => kind === 'resetstat'));
  });

  test('is kept by nobody on the way and is not compressed', async () => {
    const abort = new AbortController();
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { headers } = await fetch(`${app.url}/api/instances/shop/live`, {
      headers: { cookie, 'accept-encoding': 'gzip, br' },
      signal: abort.signal,
    });
    abort.abort();
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('cache-control')).toContain('no-transform');
    expect(headers.get('content-encoding')).toBeNull();
  });
});

describe('the live stream is not opened', () => {
  const refusal = async (as: AppClient, path: string) => {
    const { status, body } = await as.get(path);
    return [status, errorSchema.parse(body).error.code];
  };

  test.each(['/api/instances/shop/live', '/api/live?instances=shop'])(
    'without a sign-in: %s',
    async (path) => {
      expect(await refusal(app.client(), path)).toEqual([401, 'UNAUTHENTICATED']);
    },
  );

  test('for an instance of several at which the person is not signed in', async () => {
    expect(await refusal(client, '/api/live?instances=shop,third')).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('for a user who may not run INFO, who is told the grant', async () => {
    const blind = await app.client().signIn('shop', 'blind', 'blind');
    for (const path of ['/api/instances/shop/live', '/api/live?instances=shop']) {
      const { status, body } = await blind.get(path);
      expect(status).toBe(403);
      expect(errorSchema.parse(body).error).toMatchObject({
        code: 'NOPERM',
        line: 'ACL SETUSER blind +info',
      });
    }
  });

  test('for an instance that does not exist, and for a time that is none', async () => {
    expect(await refusal(client, '/api/live?instances=nowhere')).toEqual([404, 'UNKNOWN_INSTANCE']);
    expect(await refusal(client, '/api/live')).toEqual([400, 'INVALID_INPUT']);
    for (const path of ['/api/instances/shop/live?since=yesterday', '/api/live?instances=shop&since=-1']) {
      const { status, body } = await client.get(path);
      expect(status).toBe(400);
      expect(errorSchema.parse(body).error.details).toMatchObject({ field: 'since' });
    }
  });

  test('any longer for a person who left one of its instances', async () => {
    const leaver = await app.client().signIn('shop', 'viewer', 'viewer');
    await leaver.signIn('second', 'viewer', 'viewer');
    const stream = followStream(leaver, '/api/live?instances=shop,second');
    const other = followStream(leaver, '/api/instances/second/live');
    await waitUntil('they run', () => stream.events.length > 2 && other.events.length > 1);
    // As another user from now on: what the stream showed was the first one's right.
    await leaver.signIn('shop', 'operator', 'operator');
    await waitUntil('it has ended', () => !stream.isOpen, 2_000);
    expect(other.isOpen).toBe(true);
    other.close();
  });
});
