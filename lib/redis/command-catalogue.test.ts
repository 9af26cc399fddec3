import { describe, expect, it } from 'vitest';
import {
  aclLine,
  categoriesOf,
  commandExists,
  COMMANDS,
  grantLine,
  type CommandId,
} from './command-catalogue';
import { fixture } from './fixtures/load-fixture';

type Recorded = [name: string, arity: number, flags: string[], ...places: number[]] & {
  6: string[];
  9: Recorded[];
};

/** COMMAND of redis-7.0.15, subcommands included. */
const recorded = new Map(
  ['COMMAND.json', 'COMMAND_of_keys.json']
    .flatMap((file) => JSON.parse(fixture('redis-7.0.15', file)) as Recorded[])
    .flatMap((command) => [command, ...command[9]])
    .map((command) => [command[0], command]),
);

const IDS = Object.keys(COMMANDS) as CommandId[];
const LATER = ['commandlog|get', 'client|no-touch'];
const IN_7_0 = IDS.filter((id) => !LATER.includes(id));

describe('the rows agree with what redis-7.0.15 says of itself', () => {
  it.each(IN_7_0)('%s: its categories', (id) => {
    expect([...COMMANDS[id].categories].sort()).toEqual([...recorded.get(id)![6]].sort());
  });

  it.each(IN_7_0)('%s: its probe has the right number of arguments', (id) => {
    const [, arity] = recorded.get(id)!;
    const { length } = COMMANDS[id].probe;
    if (arity > 0) expect(length).toBe(arity);
    else expect(length).toBeGreaterThanOrEqual(-arity);
  });
});

describe('every row', () => {
  it.each(IDS)('%s: probes itself and grants itself', (id) => {
    const { probe, grant } = COMMANDS[id];
    expect(probe.slice(0, id.split('|').length).join('|').toLowerCase()).toBe(id);
    expect(grant).toBe(`+${id}`);
    expect(COMMANDS[id].id).toBe(id);
  });
});

describe('commandExists', () => {
  it.each<[CommandId, string, string, boolean]>([
    ['acl|whoami', 'redis', '5.0.14', false],
    ['acl|whoami', 'redis', '6.0.0', true],
    ['acl|dryrun', 'redis', '6.2.16', false],
    ['acl|dryrun', 'redis', '7.0.15', true],
    ['latency|histogram', 'redis', '6.2.16', false],
    ['latency|histogram', 'keydb', '6.3.4', false],
    ['latency|histogram', 'valkey', '8.0.1', true],
    ['commandlog|get', 'redis', '8.0.6', false],
    ['commandlog|get', 'valkey', '8.0.1', false],
    ['commandlog|get', 'valkey', '8.1.1', true],
    ['client|unblock', 'redis', '4.0.14', false],
    ['memory|usage', 'redis', '4.0.14', true],
    ['acl|dryrun', 'redict', '7.3.0', true],
    ['acl|dryrun', 'dragonfly', '1.21.2', true],
    ['latency|histogram', 'garnet', '1.0.39', true],
    ['client|no-touch', 'redis', '7.0.15', false],
    ['client|no-touch', 'valkey', '7.2.4', true],
    ['commandlog|get', 'dragonfly', '1.21.2', false],
    ['acl|dryrun', 'redis', '', true],
    ['info', 'redis', '3.2.0', true],
  ])('%s on %s %s: %s', (id, engine, version, expected) =>
    expect(commandExists(id, engine, version)).toBe(expected),
  );
});

describe('categoriesOf', () => {
  it('gives subcommands those of their container on 6.x', () => {
    expect(categoriesOf('client|id', '6.2.16')).toContain('@admin');
    expect(categoriesOf('client|id', '7.0.0')).not.toContain('@admin');
    expect(categoriesOf('cluster|nodes', '6.0.20')).toContain('@dangerous');
    expect(categoriesOf('memory|stats', '6.2.16')).toContain('@read');
    expect(categoriesOf('role', '6.2.16')).not.toContain('@admin');
  });

  it('is the same on every version where nothing changed, and newest where none is known', () => {
    expect(categoriesOf('info', '6.0.0')).toEqual(categoriesOf('info', '7.2.4'));
    expect(categoriesOf('client|id', null)).toEqual(['@slow', '@connection']);
  });
});

describe('grantLine', () => {
  it('is a line to paste', () => {
    expect(grantLine('viewer', 'client|kill')).toBe('ACL SETUSER viewer +client|kill');
    expect(grantLine('bob@example.com', 'bgsave')).toBe('ACL SETUSER bob@example.com +bgsave');
  });

  it('quotes a name that redis-cli would read as something else', () => {
    expect(grantLine("we'ird", 'info')).toBe(`ACL SETUSER "we'ird" +info`);
    expect(grantLine('a"b\\c', 'info')).toBe('ACL SETUSER "a\\"b\\\\c" +info');
    expect(grantLine('a\nb', 'info')).toBe('ACL SETUSER "a\\x0ab" +info');
    expect(grantLine('', 'info')).toBe('ACL SETUSER "" +info');
  });

  it('gives any rule, for channels too', () => {
    expect(aclLine('viewer', '+ssubscribe')).toBe('ACL SETUSER viewer +ssubscribe');
    expect(aclLine('viewer', '&chat:*')).toBe('ACL SETUSER viewer "&chat:*"');
  });
});
