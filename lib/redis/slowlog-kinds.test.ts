import { describe, expect, it } from 'vitest';
import { COMMANDS } from './command-catalogue';
import { reply } from './fixtures/load-fixture';
import { parseSlowlog } from './parse-slowlog';
import {
  KIND_SETTINGS,
  kindCommand,
  kindQuestion,
  kindsOf,
  SLOWLOG_KINDS,
  unitOfKind,
} from './slowlog-kinds';

describe('the logs of a server', () => {
  it.each([
    ['redis', '8.0.6', ['slow']],
    ['valkey', '8.0.1', ['slow']],
    ['valkey', '8.1.1', ['slow', 'large-request', 'large-reply']],
    ['valkey', '9.0.0', ['slow', 'large-request', 'large-reply']],
  ])('%s %s has %j', (engine, version, kinds) => expect(kindsOf({ engine, version })).toEqual(kinds));

  it('are the slow log alone where the server is not known', () => expect(kindsOf(null)).toEqual(['slow']));
});

describe.each(SLOWLOG_KINDS)('the log %s', (kind) => {
  it('is read by a command that the product knows the right to', () => {
    expect(COMMANDS[kindCommand(kind)].probe[0]).toBe(kindQuestion(kind, 1)[0]);
    expect(kindQuestion(kind, 7)).toContain('7');
  });

  it('has a threshold and a length of its own', () => {
    const others = SLOWLOG_KINDS.filter((other) => other !== kind).map((other) => KIND_SETTINGS[other]);
    expect(others.map(({ threshold }) => threshold)).not.toContain(KIND_SETTINGS[kind].threshold);
    expect(others.map(({ maxLength }) => maxLength)).not.toContain(KIND_SETTINGS[kind].maxLength);
    expect(unitOfKind(kind)).toBe(kind === 'slow' ? 'microseconds' : 'bytes');
  });

  it('answers Valkey 8.1’s COMMANDLOG GET in the shape of SLOWLOG GET', () => {
    const entries = parseSlowlog(
      reply(
        'valkey-8.1.1',
        kindQuestion(kind, 3).join(' ').replace('SLOWLOG GET 3', 'COMMANDLOG GET 3 slow'),
      ),
    );
    expect(entries.map(({ id }) => id)).toEqual(kind === 'slow' ? [277, 276, 275] : []);
  });
});
