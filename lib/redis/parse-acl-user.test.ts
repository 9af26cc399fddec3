import { describe, expect, it } from 'vitest';
import { asFlatArrays, asObjects, reply, VERSIONS } from './fixtures/load-fixture';
import { parseAclUser } from './parse-acl-user';
import type { Reply } from './reply';

const SINCE_6 = VERSIONS.filter((version) => version !== 'redis-5.0.14');
const SINCE_7 = SINCE_6.filter((version) => version !== 'redis-6.2.16');

describe.each(SINCE_6)('ACL GETUSER of %s', (version) => {
  it('writes keys and channels as rules, be they arrays or texts', () => {
    expect(parseAclUser(reply(version, 'ACL GETUSER alice'))).toEqual({
      enabled: true,
      rules: [
        { commands: '-@all +@read', keys: '~user:*', channels: version === 'redis-6.2.16' ? '&*' : '' },
      ],
    });
  });

  it('gives the default user everything', () => {
    expect(parseAclUser(reply(version, 'ACL GETUSER default'))).toEqual({
      enabled: true,
      rules: [{ commands: '+@all', keys: '~*', channels: '&*' }],
    });
  });

  it('reads alike in every RESP3 shape', () => {
    const sent = reply(version, 'ACL GETUSER alice', 'resp3');
    const user = parseAclUser(reply(version, 'ACL GETUSER alice'));
    expect(parseAclUser(sent)).toEqual(user);
    expect(parseAclUser(asObjects(sent))).toEqual(user);
    expect(parseAclUser(asFlatArrays(sent))).toEqual(user);
  });

  it('drops the hashes of passwords', () => {
    const sent = reply(version, 'ACL GETUSER alice');
    const hash = /[0-9a-f]{64}/.exec(JSON.stringify(sent))?.[0];
    expect(hash).toBeDefined();
    expect(JSON.stringify(parseAclUser(sent))).not.toContain(hash);
  });
});

it.each(SINCE_7)('%s: puts selectors behind the user’s own rules', (version) => {
  const expected = {
    enabled: true,
    rules: [
      { commands: '-@all +get +config|get', keys: '%R~app:* ~cache:*', channels: '&chan:*' },
      { commands: '-@all +set', keys: '%W~w:*', channels: '' },
    ],
  };
  expect(parseAclUser(reply(version, 'ACL GETUSER bob'))).toEqual(expected);
  expect(parseAclUser(reply(version, 'ACL GETUSER bob', 'resp3'))).toEqual(expected);
});

describe('other replies', () => {
  it('a user that does not exist', () => {
    expect(parseAclUser(reply('redis-6.2.16', 'ACL GETUSER bob'))).toBeNull();
    expect(parseAclUser(null)).toBeNull();
  });

  it('a server without users, which answers an error', () => {
    expect(parseAclUser(reply('redis-5.0.14', 'ACL GETUSER alice'))).toBeNull();
  });

  it('6.0, which knows no rules for channels', () => {
    const sent: Reply = [
      'flags',
      ['on', 'allkeys'],
      'passwords',
      [],
      'commands',
      '-@all +get',
      'keys',
      ['*'],
    ];
    expect(parseAclUser(sent)?.rules).toEqual([{ commands: '-@all +get', keys: '~*', channels: '&*' }]);
  });

  it('a user that is switched off', () => {
    expect(parseAclUser(['flags', ['off'], 'commands', '-@all', 'keys', '', 'channels', ''])?.enabled).toBe(
      false,
    );
  });

  it('flags as a set, and fields of tomorrow', () => {
    const sent: Reply = {
      flags: new Set<Reply>(['on']),
      commands: '+@all',
      keys: '~*',
      channels: '',
      databases: 'db=0,1',
    };
    expect(parseAclUser(sent)).toEqual({
      enabled: true,
      rules: [{ commands: '+@all', keys: '~*', channels: '' }],
    });
  });
});
