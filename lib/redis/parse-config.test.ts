import { describe, expect, it } from 'vitest';
import { asFlatArrays, asObjects, reply, VERSIONS } from './fixtures/load-fixture';
import { maskConfig, parseConfig } from './parse-config';
import { isSecretSetting } from './secret-settings';

describe.each(VERSIONS)('CONFIG GET * of %s', (version) => {
  const config = parseConfig(reply(version, 'CONFIG GET *'));

  it('reads every setting', () => {
    expect(config.size).toBeGreaterThan(100);
    expect(config.get('maxmemory-policy')).toBe('noeviction');
    expect(config.get('save')).toBe('');
    expect(config.has('requirepass')).toBe(true);
  });

  it('hides nothing that is no secret', () => {
    const masked = maskConfig(new Map([...config].map(([name]) => [name, 'x'])));
    const hidden = [...masked].filter(([, value]) => value === '(hidden)').map(([name]) => name);
    const allowed = ['requirepass', 'masterauth', 'masteruser', 'primaryauth', 'primaryuser'];
    allowed.push('tls-key-file-pass', 'tls-client-key-file-pass');
    expect(allowed).toEqual(expect.arrayContaining(hidden));
    expect(hidden).toEqual(expect.arrayContaining(['requirepass', 'masterauth']));
  });
});

it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))(
  '%s reads alike in every RESP3 shape',
  (version) => {
    const sent = reply(version, 'CONFIG GET maxmemory*', 'resp3');
    const config = parseConfig(sent);
    expect(config.get('maxmemory')).toBe('0');
    expect(config.get('maxmemory-samples')).toBe('5');
    expect(parseConfig(asObjects(sent))).toEqual(config);
    expect(parseConfig(asFlatArrays(sent))).toEqual(config);
  },
);

describe('secrets', () => {
  it.each([
    'requirepass',
    'REQUIREPASS',
    'masterauth',
    'masteruser',
    'primaryauth',
    'primaryuser',
    'tls-key-file-pass',
    'tls-client-key-file-pass',
    'auth-pass',
    'auth-user',
    'sentinel-pass',
    'sentinel-user',
    'admin_password',
    'cluster-username',
    'some-new-secret',
    'api-token',
    'namespace.tenant1',
  ])('%s is one', (name) => expect(isSecretSetting(name)).toBe(true));

  it.each([
    'tls-auth-clients',
    'maxmemory',
    'aclfile',
    'lazyfree-lazy-user-del',
    'hide-user-data-from-log',
    'unixsocketperm',
  ])('%s is none', (name) => expect(isSecretSetting(name)).toBe(false));

  it('shows that no password is set', () => {
    const config = new Map([
      ['requirepass', ''],
      ['masterauth', 'hunter2'],
      ['maxmemory', '0'],
    ]);
    expect([...maskConfig(config)]).toEqual([
      ['requirepass', ''],
      ['masterauth', '(hidden)'],
      ['maxmemory', '0'],
    ]);
    expect(config.get('masterauth')).toBe('hunter2');
  });
});

it('has no settings where CONFIG was refused', () => {
  expect(parseConfig(new Error('NOPERM')).size).toBe(0);
  expect(parseConfig(null).size).toBe(0);
});
