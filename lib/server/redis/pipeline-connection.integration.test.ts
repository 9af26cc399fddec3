import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '@/lib/redis/reply';
import { keyCommand, RespWriter } from '@/lib/redis/resp-writer';
import { connect, startRedis, startTlsRedis, type RunningRedis } from '../../../testing/servers';
import type { Credentials, Endpoint } from './connection';
import { footprintOn } from '../collector/footprint';
import { PipelineConnection } from './pipeline-connection';

const NOBODY: Credentials = { username: null, password: null };
const KEYS = 5_000;

let server: RunningRedis;
let application: Redis;
let endpoint: Endpoint;
beforeAll(async () => {
  server = await startRedis({
    aclLines: ['user default on nopass ~* &* +@all', 'user ann on >secret ~a:* +get +select'],
  });
  application = connect(server.port);
  endpoint = { address: { host: '127.0.0.1', port: server.port }, tls: null };
  const pipeline = application.pipeline();
  for (let index = 0; index < KEYS; index += 1) pipeline.set(`a:${index}`, 'x'.repeat(index % 50));
  await pipeline.exec();
});
afterAll(async () => {
  application.disconnect();
  await server.stop();
});

describe('a pipeline', () => {
  test('of many commands is answered in order', async () => {
    const connection = await PipelineConnection.open(endpoint, NOBODY, 'hitrate-analysis');
    const [type, length] = [keyCommand(['TYPE']), keyCommand(['STRLEN'])];
    const writer = new RespWriter();
    for (let index = 0; index < KEYS; index += 1) writer.writeForKey([type, length], `a:${index}`);
    const replies: Reply[] = [];
    await connection.send(writer.take(), 2 * KEYS, (reply) => replies.push(reply));
    expect(replies).toEqual(Array.from({ length: KEYS }, (_, index) => ['string', index % 50]).flat());
    connection.close();
  });

  test('hands refusals on as errors, and goes on', async () => {
    const connection = await PipelineConnection.open(
      endpoint,
      { username: 'ann', password: 'secret' },
      'hitrate-x',
    );
    const replies = await connection.ask([
      ['GET', 'a:3'],
      ['GET', 'b'],
      ['TYPE', 'a:3'],
      ['GET', 'a:4'],
    ]);
    expect(replies.map((reply) => (reply instanceof Error ? reply.message.split(' ')[0] : reply))).toEqual([
      'xxx',
      'NOPERM',
      'NOPERM',
      'xxxx',
    ]);
    // Who may neither name a connection nor ask for its id still has one.
    expect(connection.clientId).toBeNull();
    connection.close();
  });

  test('on another database, under a name and in the footprint', async () => {
    await application.select(3);
    await application.set('only-here', '1');
    await application.select(0);
    const connection = await PipelineConnection.open(endpoint, NOBODY, 'hitrate-analysis', 3);
    expect(await connection.ask([['GET', 'only-here']])).toEqual(['1']);
    const clients = String(await application.client('LIST'));
    expect(clients).toMatch(new RegExp(`id=${connection.clientId} .*name=hitrate-analysis .*db=3`));
    const { clientIds } = footprintOn(`127.0.0.1:${server.port}`);
    const id = connection.clientId!;
    expect(clientIds.has(id)).toBe(true);
    connection.close();
    await expect.poll(() => clientIds.has(id)).toBe(false);
  });

  test('over TLS', async () => {
    const secure = await startTlsRedis();
    // Its certificate is made out for an authority of its own.
    const ca = readFileSync(secure.certificates.ca, 'utf8');
    const connection = await PipelineConnection.open(
      { address: { host: '127.0.0.1', port: secure.port }, tls: { ca } },
      NOBODY,
      'hitrate-x',
    );
    expect(await connection.ask([['PING']])).toEqual(['PONG']);
    connection.close();
    await secure.stop();
  });
});

describe('what goes wrong is an AppError', () => {
  test('a wrong password', async () => {
    const credentials = { username: 'ann', password: 'wrong' };
    await expect(PipelineConnection.open(endpoint, credentials, 'x')).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
  });

  test('nothing there', async () => {
    const nowhere: Endpoint = { address: { path: '/nowhere/redis.sock' }, tls: null };
    await expect(PipelineConnection.open(nowhere, NOBODY, 'x')).rejects.toMatchObject({
      code: 'UNREACHABLE',
    });
  });

  test('something that is no Redis', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(
      PipelineConnection.open({ address: { host: '127.0.0.1', port }, tls: null }, NOBODY, 'x'),
    ).rejects.toMatchObject({ code: 'REDIS_ERROR', message: `127.0.0.1:${port} sent what is no reply.` });
    other.close();
  });

  test('a connection that is killed, in a pipeline and after it', async () => {
    const connection = await PipelineConnection.open(endpoint, NOBODY, 'hitrate-x');
    const blocked = connection.ask([['BLPOP', 'nothing', '0']]);
    const broken = expect(blocked).rejects.toMatchObject({ code: 'DISCONNECTED' });
    await expect.poll(() => application.client('KILL', 'ID', connection.clientId!)).toBe(1);
    await broken;
    await expect(connection.ask([['PING']])).rejects.toMatchObject({ code: 'DISCONNECTED' });
  });

  test('several pipelines at once, each with its own replies; what ends the connection ends them all', async () => {
    const connection = await PipelineConnection.open(endpoint, NOBODY, 'hitrate-x');
    const [first, second] = [connection.ask([['PING'], ['ECHO', 'a']]), connection.ask([['ECHO', 'b']])];
    expect(await Promise.all([first, second])).toEqual([['PONG', 'a'], ['b']]);
    const blocked = [connection.ask([['BLPOP', 'nothing', '0']]), connection.ask([['PING']])];
    const broken = blocked.map((each) => expect(each).rejects.toMatchObject({ code: 'DISCONNECTED' }));
    await expect.poll(() => application.client('KILL', 'ID', connection.clientId!)).toBe(1);
    await Promise.all(broken);
  });
});
