import { describe, expect, it } from 'vitest';
import { describeGaps, describeNothing, describeSettings } from './describe-slowlog';
import type { SlowlogKind } from '@/lib/redis/slowlog-kinds';

const facts = (kind: SlowlogKind, ...settings: [number | null, number | null][]) => ({
  kind,
  settings: settings.map(([threshold, maxLength], index) => ({
    node: `n${index}:6379`,
    threshold,
    maxLength,
  })),
  refused: {},
});

/** Numbers and their units are held together. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the settings in one line', () => {
  it.each<[string, ReturnType<typeof facts>]>([
    [
      'Commands that take 10 ms or more are logged; what is faster leaves no trace here. A server holds the newest 128; what was read of them is kept here for 30 days.',
      facts('slow', [10_000, 128], [10_000, 128]),
    ],
    [
      'Commands with replies of 1 MiB or more are logged; what is smaller leaves no trace here.',
      facts('large-reply', [1_048_576, null]),
    ],
    ['Every command is logged: the threshold is 0.', facts('slow', [0, 128])],
    ['Nothing is logged: slowlog-log-slower-than is negative.', facts('slow', [-1, 128])],
    [
      'The nodes differ: slowlog-log-slower-than is 1 ms, 10 ms or negative, which logs nothing.',
      facts('slow', [10_000, 128], [1_000, 128], [-1, 128]),
    ],
  ])('%s', (text, told) => expect(plain(describeSettings(told))).toBe(text));

  it('says why it cannot be read', () => {
    const refused = { 'config|get': { code: 'NOPERM', message: 'Your user may not run CONFIG GET.' } };
    expect(describeSettings({ ...facts('slow', [null, null]), refused })).toBe(
      'Commands above slowlog-log-slower-than are logged; its value cannot be read. Your user may not run CONFIG GET.',
    );
  });
});

describe('why there is nothing', () => {
  it.each<[string, ReturnType<typeof facts>]>([
    ['No command took 10 ms or longer in this span.', facts('slow', [10_000, 128])],
    ['No request had 1 MiB or more in this span.', facts('large-request', [1_048_576, 128])],
    ['The log is off.', facts('slow', [-1, 128], [-1, 128])],
    ['No command was logged in this span.', facts('slow')],
  ])('%s', (text, told) => expect(plain(describeNothing(told))).toBe(text));
});

describe('what was lost', () => {
  it('is added up over the nodes', () => {
    const gaps = [
      { node: 'a', from: 100, to: 200, entries: 1000 },
      { node: 'b', from: 50, to: 120, entries: 234 },
    ];
    expect(describeGaps(gaps)).toEqual({
      entries: 1234,
      from: 50,
      to: 200,
      text: '1,234 entries were overwritten before they could be read',
    });
  });

  it('is said of one entry in the singular', () =>
    expect(describeGaps([{ node: 'a', from: 1, to: 2, entries: 1 }])?.text).toMatch(/^1 entry was /));

  it('is not spoken of where nothing was', () => expect(describeGaps([])).toBeNull());
});
