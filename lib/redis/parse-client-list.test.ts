import { describe, expect, it } from 'vitest';
import { isReplica } from './client-flags';
import { fixture, reply, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseClientList } from './parse-client-list';

/** What changes from version to version, of the client that asked. */
const EXPECTED: Record<Version, object> = {
  'redis-5.0.14': {
    ...{ id: 7, addr: '127.0.0.1:43334', command: 'client', qbufFreeBytes: 32742, extra: {} },
    ...{ laddr: null, user: null, ssub: null, watch: null, argvBytes: null, totalBytes: null, resp: null },
  },
  'redis-6.2.16': {
    ...{ id: 6, addr: '127.0.0.1:56890', command: 'client', qbufFreeBytes: 32744, extra: {} },
    ...{ laddr: '127.0.0.1:17483', user: 'default', ssub: null, argvBytes: 10, totalBytes: 49810, redir: -1 },
  },
  'redis-7.0.15': {
    ...{ id: 6, addr: '127.0.0.1:37144', command: 'client|list', ssub: 0, watch: null, resp: 2, extra: {} },
    ...{
      laddr: '127.0.0.1:17479',
      user: 'default',
      totalBytes: 37658,
      multiBytes: 0,
      replyBufferBytes: 16384,
    },
  },
  'redis-7.2.6': { id: 5, addr: '127.0.0.1:33374', libName: null, libVersion: null, watch: null, extra: {} },
  'redis-8.0.6': {
    id: 8,
    addr: '127.0.0.1:40174',
    watch: 0,
    ioThread: 0,
    netInBytes: null,
    totalBytes: 37786,
    extra: {},
  },
  'valkey-8.0.1': {
    ...{ id: 3, addr: '127.0.0.1:55712', watch: 0, ioThread: null, extra: {} },
    ...{ netInBytes: 10455, netOutBytes: 30064, commandsTotal: 236 },
  },
  'valkey-8.1.1': {
    id: 6,
    addr: '127.0.0.1:52346',
    netOutBytes: 30757,
    replyBufferPeakBytes: 9660,
    extra: { capa: '' },
  },
};

describe.each(VERSIONS)('CLIENT LIST of %s', (version) => {
  const sent = fixture(version, 'CLIENT_LIST.txt');
  const clients = parseClientList(sent);

  it('reads what this version tells, and null for what it does not', () => {
    expect(clients[0]).toMatchObject(EXPECTED[version]);
    expect(clients[0]).toMatchObject({
      name: 'fixture-client',
      flags: 'N',
      events: 'r',
      ageSeconds: 0,
      idleSeconds: 0,
    });
    expect(clients[0]).toMatchObject({ db: 0, sub: 0, psub: 0, multi: -1, obl: 0, oll: 0, outputBytes: 0 });
  });

  it('reads every client, with and without a name', () => {
    expect(clients.map(({ name }) => name)).toEqual(['fixture-client', 'sub1', '']);
    expect(clients[1]).toMatchObject({ flags: 'P', sub: 1, command: 'subscribe' });
  });

  it('loses no field: each is typed or in extra', () => {
    const printed = sent.split('\n', 1)[0]!.split(' ').length;
    const told = Object.entries(clients[0]!).filter(
      ([name, value]) => name !== 'extra' && value !== null,
    ).length;
    const emptyTexts = ['lib-name= ', 'lib-ver='].filter((field) => sent.includes(field)).length;
    expect(told + Object.keys(clients[0]!.extra).length + emptyTexts).toBe(printed);
  });

  it('marks the replica’s connection', () => {
    const replicas = parseClientList(fixture(version, 'CLIENT_LIST_with_replica.txt')).filter(({ flags }) =>
      isReplica(flags),
    );
    expect(replicas).toHaveLength(version === 'redis-8.0.6' ? 2 : 1);
  });
});

it('reads a RESP3 verbatim string, and CLIENT INFO, which is one line', () => {
  const [client] = parseClientList(reply('redis-7.2.6', 'CLIENT LIST', 'resp3'));
  expect(client?.id).toBe(5);
  expect(parseClientList(reply('redis-7.0.15', 'CLIENT INFO'))).toMatchObject([
    { id: 6, command: 'client|info' },
  ]);
});

describe('odd lines', () => {
  it('goes by name in every line: an order that changes is no matter', () => {
    const clients = parseClientList(
      'id=1 addr=a:1 name=x db=0\nname=y db=2 addr=b:2 id=2\nid=3 addr=c:3 name=z db=1\n',
    );
    expect(clients.map(({ id, addr, name, db }) => [id, addr, name, db])).toEqual([
      [1, 'a:1', 'x', 0],
      [2, 'b:2', 'y', 2],
      [3, 'c:3', 'z', 1],
    ]);
  });

  it.each(['[::1]:6379', '/run/redis.sock:0', '?:0', 'fe80::1:6379'])('keeps the address %s', (addr) => {
    expect(parseClientList(`id=5 addr=${addr} fd=8 name=\n`)[0]?.addr).toBe(addr);
  });

  it('keeps what stands behind a second equals sign', () => {
    expect(parseClientList('id=5 addr=a:1 name=a=b=c db=0\n')[0]?.name).toBe('a=b=c');
  });

  it('reads the few fields of Dragonfly', () => {
    const sent =
      'id=9 addr=127.0.0.1:50 laddr=127.0.0.1:6379 fd=12 name= tot-cmds=4 tid=3 irqmatch=0 age=7 idle=1 phase=process\n';
    expect(parseClientList(sent)).toMatchObject([
      {
        ...{
          id: 9,
          ageSeconds: 7,
          idleSeconds: 1,
          commandsTotal: 4,
          flags: '',
          db: null,
          sub: null,
          command: null,
        },
        extra: { tid: '3', irqmatch: '0', phase: 'process' },
      },
    ]);
  });

  it('knows that cmd=NULL is no command', () => {
    expect(parseClientList('id=1 addr=a:1 cmd=NULL\n')[0]?.command).toBeNull();
  });

  it('keeps fields of tomorrow, whatever they are called', () => {
    const [client] = parseClientList('id=1 addr=a:1 read-events=5 x.y(z)=1 constructor=2\n');
    expect(client?.extra).toEqual({ 'read-events': '5', 'x.y(z)': '1', constructor: '2' });
  });

  it('reads null where a number is none', () => {
    expect(parseClientList('id=1 addr=a:1 age= idle=N/A db=-1 tot-mem=1.5\n')).toMatchObject([
      { ageSeconds: null, idleSeconds: null, db: -1, totalBytes: 1.5 },
    ]);
  });

  it('leaves out lines without an id, and goes on behind them', () => {
    expect(
      parseClientList('garbage\n\nid=x addr=a:1\naddr=b:2\nid=4 addr=c:3\n').map(({ id }) => id),
    ).toEqual([4]);
  });

  it('reads a last line that was cut, and lines that end in CR LF', () => {
    expect(parseClientList('id=1 addr=a:1 name=x\r\nid=2 addr=b:2 na')).toMatchObject([
      { id: 1, name: 'x' },
      { id: 2, addr: 'b:2', name: '' },
    ]);
    expect(parseClientList('id=7')).toMatchObject([{ id: 7 }]);
  });

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['an error', new Error('NOPERM')],
  ])('%s is no client', (_name, sent) => expect(parseClientList(sent)).toEqual([]));
});
