import { describe, expect, test } from 'vitest';
import { aclLines, demoUsers, usersFor } from './acl.mjs';

type Server = Parameters<typeof usersFor>[0];
const rulesOf = (name: string, server?: Server) =>
  usersFor(server).find((user) => user.name === name)?.rules ?? [];

describe('aclLines', () => {
  test('turns the default user off and gives each user a password', () => {
    const lines = aclLines({ passwords: { admin: 's3cret' } });
    expect(lines[0]).toBe('user default off');
    expect(lines.slice(1).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'user viewer on >viewer',
      'user operator on >operator',
      'user admin on >s3cret',
      'user collector on >collector',
      'user shop on >shop',
    ]);
  });

  test('refuses a password that would end up as a rule, and a server without ACLs', () => {
    expect(() => aclLines({ passwords: { admin: 'a +@all' } })).toThrow(/admin/);
    expect(() => aclLines({ passwords: { admin: '' } })).toThrow(/admin/);
    expect(() => aclLines({ version: '5.0.14' })).toThrow(/6\.0/);
  });
});

describe('the rules follow the server', () => {
  test.each([
    [{}, '+function|list', '+client|setinfo'],
    [{ version: 'unstable' }, '+function|list', '+client|setinfo'],
    [{ version: '6.2.16' }, '+geosearch', '+function|list'],
    [{ version: '6.0.20' }, '+scan', '+geosearch'],
    [{ version: '7.2.6' }, '+client|no-touch', '+httl'],
    [{ version: '7.4.1' }, '+httl', '+cluster|slot-stats'],
    [{ version: '8.2.0' }, '+cluster|slot-stats', '+commandlog|get'],
    [{ product: 'valkey' }, '+client|setinfo', '+cluster|slot-stats'],
    [{ product: 'valkey', version: '8.0.1' }, '+cluster|slot-stats', '+commandlog|get'],
    [{ product: 'valkey', version: '8.1.1' }, '+commandlog|get', '+httl'],
    [{ product: 'valkey', version: '9.1.2' }, '+httl', '+dump'],
  ] satisfies [Server, string, string][])('%j knows %s, not %s', (server, has, lacks) => {
    expect(rulesOf('viewer', server)).toContain(has);
    expect(rulesOf('viewer', server)).not.toContain(lacks);
  });

  test('a read-only key pattern becomes a plain one before 7.0, and channels are not named before 6.2', () => {
    expect(rulesOf('viewer', { version: '7.0.15' })[0]).toBe('%R~*');
    expect(rulesOf('viewer', { version: '6.2.16' }).slice(0, 2)).toEqual(['~*', 'resetchannels']);
    expect(rulesOf('viewer', { version: '6.0.20' }).slice(0, 2)).toEqual(['~*', '-@all']);
  });

  test('no user but the administrator and the shop is given a category', () => {
    for (const user of demoUsers.filter(({ name }) => !['admin', 'shop'].includes(name))) {
      expect(user.rules.filter((rule) => rule.includes('@'))).toEqual(['-@all']);
    }
  });
});
