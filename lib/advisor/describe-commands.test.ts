import { describe, expect, it } from 'vitest';
import { commandTable } from '@/lib/metrics/command-table';
import type { CommandCounts } from '@/lib/metrics/command-figures';
import { describeCommands } from './describe-commands';

const counts = (calls: number, microseconds: number, failedCalls: number | null = 0): CommandCounts => ({
  ...{ calls, microseconds, failedCalls, rejectedCalls: failedCalls === null ? null : 0, ownCalls: 0 },
});

function sentences(commands: Record<string, CommandCounts>, nodes = 1): string {
  const { rows, total } = commandTable(
    [{ elapsedMs: 60_000, commands: new Map(Object.entries(commands)) }],
    [],
    false,
  );
  return describeCommands(total, rows, nodes).replaceAll('\u00a0', ' ');
}

describe('the sentence over the commands', () => {
  it('says what keeps the main thread busy, and what has most of that', () => {
    expect(sentences({ hgetall: counts(3_000, 9_000_000), get: counts(57_000, 3_000_000) })).toBe(
      '1,000 calls/s of 200 µs each keep the main thread busy for 20 % of the time. HGETALL has 75 % of that time. No call failed.',
    );
  });

  it('names the command that most errors are of', () => {
    expect(sentences({ incr: counts(600, 1_200, 59), get: counts(5_400, 54_000, 1) })).toContain(
      '1 % of the calls failed, most of them of INCR.',
    );
    expect(sentences({ a: counts(10, 10, 1), b: counts(10, 10, 1), c: counts(10, 10, 1) })).toMatch(
      /10 % of the calls failed\.$/,
    );
  });

  it('says nothing of errors that the server does not count (before 6.2)', () => {
    expect(sentences({ get: counts(60, 600, null), set: counts(6, 90, null) })).not.toMatch(/fail/);
  });

  it('says nothing of time that the server does not count (Garnet)', () => {
    expect(sentences({ get: counts(600, 0), set: counts(600, 0) })).toBe('20 calls/s. No call failed.');
  });

  it.each(['exec', 'eval', 'evalsha_ro', 'fcall'])(
    'says that %s counts what it runs once more',
    (command) => {
      expect(sentences({ [command]: counts(60, 600_000), get: counts(60, 600) })).toContain(
        'busy for up to 1 %',
      );
    },
  );

  it('is of the busiest of several nodes', () => {
    expect(sentences({ get: counts(60, 600) }, 3)).toContain("the busiest node's main thread");
  });

  it('has a word for silence', () => {
    expect(sentences({})).toBe('No application has called a command in this span.');
  });
});
