import { describe, expect, it } from 'vitest';
import { aclPermits } from './acl-permits';
import { fixture } from './fixtures/load-fixture';
import { parseAclUser } from './parse-acl-user';
import type { Reply } from './reply';

/** Users made on a real server, what ACL GETUSER says of them, and which commands ACL DRYRUN let them run. */
const recorded = JSON.parse(fixture('redis-7.0.15', 'ACL_DRYRUN.json')) as {
  categories: Record<string, string[]>;
  users: { name: string; rules: string[]; getuser: Reply; allowed: string[] }[];
};

const ask = (id: string) => {
  const [name, subcommand] = id.split('|') as [string, string?];
  return { name, subcommand, categories: recorded.categories[id] ?? [] };
};

describe('says what ACL DRYRUN of redis-7.0.15 says', () => {
  it.each(recorded.users.map((user) => [user.rules.join(' '), user] as const))(
    '%s',
    (_rules, { getuser, allowed }) => {
      const user = parseAclUser(getuser);
      expect(Object.keys(recorded.categories).filter((id) => aclPermits(user, ask(id)))).toEqual(allowed);
    },
  );
});

describe('rules', () => {
  const permits = (commands: string, id: string, categories: string[] = []) => {
    const [name, subcommand] = id.split('|') as [string, string?];
    return aclPermits(
      { enabled: true, rules: [{ commands, keys: '', channels: '' }] },
      { name, subcommand, categories },
    );
  };

  it('the last one that is about the command decides', () => {
    expect(permits('+client|kill -@all', 'client|kill')).toBe(false);
    expect(permits('-@all +client|kill', 'client|kill')).toBe(true);
    expect(permits('+@all -@admin +client|kill', 'client|kill', ['admin'])).toBe(true);
    expect(permits('+@admin -client', 'client|kill', ['@admin'])).toBe(false);
  });

  it('one about a command covers its subcommands, one about a subcommand covers no other', () => {
    expect(permits('+client', 'client|kill')).toBe(true);
    expect(permits('+client|list', 'client|kill')).toBe(false);
    expect(permits('+client|list', 'client')).toBe(false);
    expect(permits('+clien', 'client|kill')).toBe(false);
  });

  it('the old words and any case are understood', () => {
    expect(permits('allcommands', 'bgsave')).toBe(true);
    expect(permits('allcommands nocommands', 'bgsave')).toBe(false);
    expect(permits('+@ALL -BGSAVE', 'bgsave')).toBe(false);
    expect(permits('+@Dangerous', 'INFO', ['@dangerous'])).toBe(true);
  });

  it('6.x: a rule for a first argument permits that one', () => {
    expect(permits('-@all +config|get', 'config|get', ['admin'])).toBe(true);
    expect(permits('-@all +config|get', 'config|set', ['admin'])).toBe(false);
  });

  it('no rule, no user and nonsense permit nothing', () => {
    expect(permits('', 'ping')).toBe(false);
    expect(permits('ping + - @all ~*', 'ping')).toBe(false);
    expect(aclPermits(null, { name: 'ping', categories: [] })).toBe(false);
    expect(aclPermits({ enabled: true, rules: [] }, { name: 'ping', categories: [] })).toBe(false);
  });
});
