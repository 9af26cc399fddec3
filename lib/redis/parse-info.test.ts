import { describe, expect, it } from 'vitest';
import { fixture, hasFixture, reply, VERSIONS, type Version } from './fixtures/load-fixture';
import { infoFlag, infoNumber, infoSeconds, infoText } from './info-fields';
import { parseInfo } from './parse-info';

const EXPECTED: Record<Version, Record<string, string | undefined>> = {
  'redis-5.0.14': {
    redis_version: '5.0.14',
    redis_mode: 'standalone',
    server_mode: undefined,
    uptime_in_seconds: '264',
    maxclients: undefined,
    used_memory: '1052288',
    used_memory_peak_perc: '99.99%',
    total_commands_processed: '229',
    keyspace_misses: '2',
    used_cpu_user_main_thread: undefined,
    server_time_usec: undefined,
    eventloop_cycles: undefined,
  },
  'redis-6.2.16': {
    redis_version: '6.2.16',
    redis_mode: 'standalone',
    server_mode: undefined,
    uptime_in_seconds: '264',
    maxclients: '10000',
    used_memory: '1096752',
    used_memory_peak_perc: '99.99%',
    total_commands_processed: '231',
    keyspace_misses: '1',
    used_cpu_user_main_thread: '0.180846',
    server_time_usec: '1795219489762800',
    eventloop_cycles: undefined,
  },
  'redis-7.0.15': {
    redis_version: '7.0.15',
    redis_mode: 'standalone',
    server_mode: undefined,
    uptime_in_seconds: '384',
    maxclients: '10000',
    used_memory: '1613856',
    used_memory_peak_perc: '100.12%',
    total_commands_processed: '231',
    keyspace_misses: '1',
    used_cpu_user_main_thread: '0.309099',
    server_time_usec: '1795219489837611',
    eventloop_cycles: undefined,
  },
  'redis-7.2.6': {
    redis_version: '7.2.6',
    redis_mode: 'standalone',
    server_mode: undefined,
    uptime_in_seconds: '187',
    maxclients: '10000',
    used_memory: '1680576',
    used_memory_peak_perc: '100.11%',
    total_commands_processed: '231',
    keyspace_misses: '1',
    used_cpu_user_main_thread: '0.099113',
    server_time_usec: '1795219489921721',
    eventloop_cycles: '238',
  },
  'redis-8.0.6': {
    redis_version: '8.0.6',
    redis_mode: 'standalone',
    server_mode: undefined,
    uptime_in_seconds: '265',
    maxclients: '10000',
    used_memory: '1365208',
    used_memory_peak_perc: '100.14%',
    total_commands_processed: '231',
    keyspace_misses: '1',
    used_cpu_user_main_thread: '0.476532',
    server_time_usec: '1795219490213733',
    eventloop_cycles: '238',
  },
  'valkey-8.0.1': {
    redis_version: '7.2.4',
    redis_mode: undefined,
    server_mode: 'standalone',
    uptime_in_seconds: '2',
    maxclients: '10000',
    used_memory: '1675992',
    used_memory_peak_perc: '100.12%',
    total_commands_processed: '231',
    keyspace_misses: '1',
    used_cpu_user_main_thread: '0.015822',
    server_time_usec: '1795219490356068',
    eventloop_cycles: '238',
  },
  'valkey-8.1.1': {
    redis_version: '7.2.4',
    redis_mode: undefined,
    server_mode: 'standalone',
    uptime_in_seconds: '265',
    maxclients: '10000',
    used_memory: '1560952',
    used_memory_peak_perc: '100.14%',
    total_commands_processed: '231',
    keyspace_misses: '1',
    used_cpu_user_main_thread: '0.225713',
    server_time_usec: '1795219490432438',
    eventloop_cycles: '238',
  },
};

describe.each(VERSIONS)('INFO all of %s', (version) => {
  const sent = fixture(version, 'INFO_all.txt');
  const info = parseInfo(sent);

  it('gives each field the text that the server sent, and no text to fields of other versions', () => {
    const read = Object.fromEntries(Object.keys(EXPECTED[version]).map((name) => [name, info.fields[name]]));
    expect(read).toEqual(EXPECTED[version]);
  });

  it('keeps every line, known or not', () => {
    const names = sent
      .split(/\r?\n/)
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => line.split(':', 1)[0]);
    expect(Object.keys(info.fields).sort()).toEqual([...new Set(names)].sort());
    expect(names.length).toBeGreaterThan(140);
  });

  it('files fields under their section', () => {
    expect(info.sections.memory?.used_memory).toBe(EXPECTED[version].used_memory);
    expect(info.sections.server?.used_memory).toBeUndefined();
    expect(info.sections.keyspace).toHaveProperty('db0');
    expect(info.sections).toHaveProperty('cpu');
  });

  it('reads the same from a RESP3 verbatim string', () => {
    expect(parseInfo(`txt:${sent}`)).toEqual(info);
  });
});

it('INFO everything is an empty text before 6.0, and that is no field at all', () => {
  expect(hasFixture('redis-5.0.14', 'INFO_everything.txt')).toBe(false);
  expect(parseInfo(reply('redis-5.0.14', 'INFO everything'))).toEqual({ sections: {}, fields: {} });
});

describe('odd texts', () => {
  it('cuts at the first colon only', () => {
    const { fields } = parseInfo(
      '# Server\r\nexecutable:C:\\redis\\redis-server.exe\r\nslave0:ip=::1,port=1\r\n',
    );
    expect(fields).toEqual({ executable: 'C:\\redis\\redis-server.exe', slave0: 'ip=::1,port=1' });
  });

  it('keeps the first of two fields of one name, which is the server’s own', () => {
    const info = parseInfo('# Cluster\r\ncluster_enabled:1\r\n\r\n# Cluster Info\r\ncluster_enabled:0\r\n');
    expect(info.fields.cluster_enabled).toBe('1');
    expect(info.sections['cluster info']).toEqual({ cluster_enabled: '0' });
  });

  it('knows sections in any case, and lines before the first section', () => {
    const info = parseInfo('cluster_state:ok\n# CommandStats\ncmdstat_get:calls=1\n');
    expect(info.fields.cluster_state).toBe('ok');
    expect(info.sections).toEqual({ commandstats: { cmdstat_get: 'calls=1' } });
  });

  it('keeps Garnet’s names with blanks, dots and brackets', () => {
    const info = parseInfo(
      '# MEMORY\r\nsystem_page_size:4096\r\nproc_working_set(MB):80\r\nLog.TailAddress:64\r\n',
    );
    expect(infoNumber(info, 'proc_working_set(MB)')).toBe(80);
    expect(infoNumber(info, 'Log.TailAddress')).toBe(64);
  });

  it('keeps a section that has only a heading, as Upstash answers for an unknown one', () => {
    expect(parseInfo('# Foo\r\n').sections).toEqual({ foo: {} });
  });

  it.each([
    ['nothing', null],
    ['an error', new Error('NOPERM')],
    ['an empty text', ''],
    ['garbage', ':\r\n::\nno colon\r\n#\r\n'],
  ])('%s has no fields', (_name, sent) => expect(parseInfo(sent).fields).toEqual({}));

  it('takes names of object members as names like any other', () => {
    const info = parseInfo('constructor:1\r\n');
    expect(infoNumber(info, 'constructor')).toBe(1);
    expect(infoText(parseInfo(''), 'constructor')).toBeNull();
    expect(infoText(parseInfo(''), 'toString')).toBeNull();
  });
});

describe('fields', () => {
  const info = parseInfo(
    'a:12\r\nb:1.5\r\nc:100.12%\r\nd:N/A\r\ne:\r\nf:-1\r\ng:6.47MiB\r\nyes:yes\r\nno:no\r\none:1\r\nzero:0\r\nup:up\r\n',
  );

  it.each([
    ['a', 12],
    ['b', 1.5],
    ['c', 100.12],
    ['f', -1],
    ['d', null],
    ['e', null],
    ['g', null],
    ['absent', null],
  ])('infoNumber of %s', (name, expected) => expect(infoNumber(info, name)).toBe(expected));

  it.each([
    ['a', '12'],
    ['d', 'N/A'],
    ['e', null],
    ['absent', null],
  ])('infoText of %s', (name, expected) => expect(infoText(info, name)).toBe(expected));

  it.each([
    ['yes', true],
    ['one', true],
    ['no', false],
    ['zero', false],
    ['a', null],
    ['up', null],
    ['absent', null],
  ])('infoFlag of %s', (name, expected) => expect(infoFlag(info, name)).toBe(expected));
});

describe('infoSeconds', () => {
  it('reads a decimal as it stands', () => {
    expect(infoSeconds(parseInfo('used_cpu_sys:0.229149\r\n'), 'used_cpu_sys')).toBe(0.229149);
  });

  it('never falls on Dragonfly, which writes 12 s 345 µs as 12.345', () => {
    const at = (value: string) =>
      infoSeconds(parseInfo(`dragonfly_version:df-v1.21.2\r\nused_cpu_sys:${value}\r\n`), 'used_cpu_sys');
    expect(at('12.345')).toBeCloseTo(12.000345, 9);
    expect(at('12.99999')).toBeCloseTo(12.099999, 9);
    expect(at('12.100000')).toBeCloseTo(12.1, 9);
    expect(at('12.99999')!).toBeLessThan(at('12.100000')!);
  });

  it('is null where there is no number', () => {
    expect(infoSeconds(parseInfo('used_cpu_sys:N/A\r\n'), 'used_cpu_sys')).toBeNull();
    expect(infoSeconds(parseInfo(''), 'used_cpu_sys')).toBeNull();
  });
});
