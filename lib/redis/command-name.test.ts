import { describe, expect, test } from 'vitest';
import { commandName, commandOfFingerprint } from './command-name';
import { fingerprintCommand } from './fingerprint-command';

describe('a command has the name that commandstats gives it', () => {
  test.each([
    ['HGETALL user:1', 'hgetall'],
    ['client LIST', 'client|list'],
    ['CLIENT', 'client'],
    ['CONFIG SET maxmemory 100mb', 'config|set'],
    ['OBJECT ENCODING user:1', 'object|encoding'],
    ['xgroup create s g 0', 'xgroup|create'],
    ['DEBUG SLEEP 1', 'debug'],
    ['GET client', 'get'],
  ])('%s: %s', (line, name) => {
    expect(commandName(line.split(' '))).toBe(name);
    expect(commandOfFingerprint(fingerprintCommand(line.split(' ')))).toBe(name);
  });

  test('an empty line has none', () => {
    expect(commandName([])).toBe('');
    expect(commandOfFingerprint('')).toBe('');
  });
});
