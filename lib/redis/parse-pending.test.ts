import { describe, expect, it } from 'vitest';
import { reply, VERSIONS } from './fixtures/load-fixture';
import { parsePendingEntries, parsePendingSummary } from './parse-pending';

describe.each(VERSIONS)('XPENDING of %s', (version) => {
  it('its summary', () => {
    const summary = parsePendingSummary(reply(version, 'XPENDING events:signup g1'))!;
    expect(summary).toMatchObject({ total: 2, consumers: [{ name: 'c1', pending: 2 }] });
    expect(summary.oldestId).toMatch(/-0$/);
    expect(summary.newestId).toMatch(/-1$/);
  });

  it('its entries', () => {
    const pending = parsePendingEntries(reply(version, 'XPENDING events:signup g1 - + 10'));
    expect(pending.map(({ consumer, deliveries }) => [consumer, deliveries])).toEqual([
      ['c1', 1],
      ['c1', 1],
    ]);
    expect(pending[0]!.idleMs).toBeGreaterThan(0);
  });
});

it('nothing pending', () => {
  expect(parsePendingSummary([0, null, null, null])).toEqual({
    ...{ total: 0, oldestId: null, newestId: null, consumers: [] },
  });
  expect(parsePendingEntries([])).toEqual([]);
});

it('errors', () => {
  expect(parsePendingSummary(new Error('NOGROUP'))).toBeNull();
  expect(parsePendingEntries(new Error('NOGROUP'))).toEqual([]);
});
