import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConfigError } from './env';
import { loadInstances, parseConfigFile, type Instance } from './instances';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'hitrate-config-'));
  for (const name of ['ca.pem', 'client.pem', 'client.key'])
    writeFileSync(join(directory, name), `the ${name}`);
});
afterAll(() => rmSync(directory, { recursive: true }));

const parse = (json: unknown): Instance[] =>
  parseConfigFile(typeof json === 'string' ? json : JSON.stringify(json), join(directory, 'hitrate.json'));
const one = (more: object) => parse({ instances: [{ id: 'a', url: 'redis://h', ...more }] })[0]!;

/** The lines that a person reads when they made this mistake. */
function mistakes(load: () => unknown): string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

describe('one instance by REDIS_URL', () => {
  it('is named after its address', () => {
    const [instance] = loadInstances({ redisUrl: 'redis://collector:p%40ss@db.internal', configPath: null });
    expect(instance).toMatchObject({
      id: 'redis',
      name: 'db.internal:6379',
      url: { kind: 'tcp', username: 'collector', password: 'p@ss', tls: false },
    });
  });

  it.each([
    ['localhost:6379', 'REDIS_URL: url must begin with redis://, rediss:// or unix://.'],
    ['http://localhost', 'REDIS_URL: url must begin with redis://, rediss:// or unix://.'],
    ['unix://', 'REDIS_URL: url names no socket, like unix:///run/redis.sock.'],
    ['redis://u:%zz@h', 'REDIS_URL: url has a broken percent-encoding in its user or password.'],
    [
      'redis://u:a/b@h:x',
      'REDIS_URL: url is not an address; a special character in the password must be percent-encoded.',
    ],
  ])('%s: %s', (redisUrl, line) => {
    expect(mistakes(() => loadInstances({ redisUrl, configPath: null }))).toEqual([line]);
  });

  it('and a file at the same time are one too many; neither is one too few', () => {
    expect(mistakes(() => loadInstances({ redisUrl: 'redis://h', configPath: '/x' }))[0]).toContain(
      'not both',
    );
    expect(mistakes(() => loadInstances({ redisUrl: null, configPath: null }))[0]).toContain('REDIS_URL=');
  });
});

describe('several by a file', () => {
  it('have label, colour and production from one word', () => {
    const colours = ['production', 'staging', 'development', 'elsewhere'].map((environment) =>
      one({ environment }),
    );
    expect(colours.map(({ environment }) => environment)).toEqual([
      { label: 'production', colour: 'red', production: true },
      { label: 'staging', colour: 'amber', production: false },
      { label: 'development', colour: 'green', production: false },
      { label: 'elsewhere', colour: 'grey', production: false },
    ]);
  });

  it('have certificates from files beside it', () => {
    const tls = { ca: 'ca.pem', cert: 'client.pem', key: 'client.key', servername: 'redis.internal' };
    expect(one({ url: 'rediss://h', tls }).tls).toEqual({
      ca: 'the ca.pem',
      cert: 'the client.pem',
      key: 'the client.key',
      servername: 'redis.internal',
    });
  });

  it('have secrets from variables, encoded as an address needs them', () => {
    vi.stubEnv('REDIS_SECRET', 'p@ss/word');
    expect(one({ url: 'redis://u:${REDIS_SECRET}@h' }).url.password).toBe('p@ss/word');
    vi.unstubAllEnvs();
  });

  it('may be a Sentinel group or a Cluster', () => {
    expect(one({ sentinel: { group: 'main', nodes: ['s1:26379', '[::1]:26380'] } }).sentinel?.nodes).toEqual([
      { host: 's1', port: 26379 },
      { host: '::1', port: 26380 },
    ]);
    expect(one({ cluster: true }).cluster).toEqual({ addressMap: {} });
    expect(one({ cluster: false }).cluster).toBe(false);
    expect(one({}).cluster).toBeNull();
  });

  const at = (index: number, id = 'a') => `HITRATE_CONFIG: instances[${index}] ("${id}"): `;
  it.each<[string, unknown, string]>([
    ['no name', { instances: [{ url: 'redis://h' }] }, 'HITRATE_CONFIG: instances[0]: id: '],
    [
      'a strange id',
      { instances: [{ id: 'A b', url: 'redis://h' }] },
      'must be of small letters, digits and hyphens',
    ],
    ['no url', { instances: [{ id: 'a' }] }, `${at(0)}url: `],
    ['no instance', { instances: [] }, 'must name at least one instance'],
    ['an unknown word', { instances: [{ id: 'a', url: 'redis://h', pasword: 'x' }] }, 'pasword'],
    [
      'a wrong port of a Sentinel',
      { instances: [{ id: 'a', url: 'redis://h', sentinel: { group: 'm', nodes: ['s:99999'] } }] },
      'sentinel.nodes.0: names a port beyond 65535',
    ],
    [
      'a Sentinel without a port',
      { instances: [{ id: 'a', url: 'redis://h', sentinel: { group: 'm', nodes: ['s'] } }] },
      'sentinel.nodes.0: must be host:port',
    ],
    [
      'an unknown colour',
      { instances: [{ id: 'a', url: 'redis://h', environment: { label: 'x', colour: 'pink-ish' } }] },
      `${at(0)}environment`,
    ],
    [
      'a file that is missing',
      { instances: [{ id: 'a', url: 'rediss://h', tls: { ca: 'none.pem' } }] },
      'tls.ca: the file',
    ],
    [
      'half a certificate',
      { instances: [{ id: 'a', url: 'rediss://h', tls: { cert: 'client.pem' } }] },
      'tls.cert and tls.key go together',
    ],
    [
      'TLS for a plain address',
      { instances: [{ id: 'a', url: 'redis://h', tls: {} }] },
      'its url does not begin with rediss://',
    ],
    [
      'a variable that is not set',
      { instances: [{ id: 'a', url: 'redis://u:${NOT_SET_HERE}@h' }] },
      'NOT_SET_HERE is named but not set',
    ],
    [
      'both kinds of group',
      { instances: [{ id: 'a', url: 'redis://h', cluster: true, sentinel: { group: 'm' } }] },
      'keep one',
    ],
    ['no JSON', '{ id: a }', 'hitrate.json is not JSON'],
    ['something else', '42', 'HITRATE_CONFIG: '],
  ])('%s is named', (_, json, expected) => {
    const lines = mistakes(() => parse(json));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(expected);
    expect(lines[0]).toMatch(/^HITRATE_CONFIG: /);
    expect(lines[0]).not.toContain('\n');
  });

  it('every mistake is named, not only the first one; and never a password', () => {
    const lines = mistakes(() =>
      parse([
        { id: 'a', url: 'redis://u:secret@h', tls: {} },
        { id: 'a', url: 'http://u:secret@h' },
      ]),
    );
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('secret');
  });
});
