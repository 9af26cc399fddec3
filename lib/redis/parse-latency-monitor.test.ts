import { describe, expect, it } from 'vitest';
import { hasFixture, reply, VERSIONS, type Version } from './fixtures/load-fixture';
import { describeLatencyEvent, LATENCY_EVENTS } from './latency-events';
import { parseLatencyHistory, parseLatencyLatest, type LatencyEvent } from './parse-latency-monitor';

const RECORDED: Record<Version, LatencyEvent> = {
  'redis-5.0.14': { event: 'command', at: 1_795_219_489, lastMs: 58, maxMs: 58 },
  'redis-6.2.16': { event: 'command', at: 1_795_219_489, lastMs: 56, maxMs: 56 },
  'redis-7.0.15': { event: 'command', at: 1_795_219_489, lastMs: 37, maxMs: 37 },
  'redis-7.2.6': { event: 'command', at: 1_795_219_489, lastMs: 27, maxMs: 27 },
  'redis-8.0.6': { event: 'command', at: 1_795_219_490, lastMs: 14, maxMs: 14 },
  'valkey-8.0.1': { event: 'command', at: 1_795_219_490, lastMs: 17, maxMs: 17 },
  'valkey-8.1.1': { event: 'command', at: 1_795_219_490, lastMs: 34, maxMs: 34 },
};

describe.each(VERSIONS)('%s', (version) => {
  it('LATENCY LATEST: the event with its newest and its worst spike, whatever else the version adds', () => {
    expect(parseLatencyLatest(reply(version, 'LATENCY LATEST'))).toEqual([RECORDED[version]]);
  });

  it('LATENCY HISTORY: the spikes of one event', () => {
    const { at, lastMs } = RECORDED[version];
    expect(parseLatencyHistory(reply(version, 'LATENCY HISTORY command'))).toEqual([{ at, ms: lastMs }]);
  });

  it.runIf(hasFixture(version, 'resp3.json') && version !== 'redis-5.0.14')('the same over RESP3', () => {
    const [event] = parseLatencyLatest(reply(version, 'LATENCY LATEST', 'resp3'));
    expect(event).toMatchObject({ event: 'command', at: RECORDED[version].at });
  });
});

describe('what is not as expected', () => {
  it('a monitor that is off has no events, and an event that never was no history', () => {
    expect(parseLatencyLatest([])).toEqual([]);
    expect(parseLatencyHistory([])).toEqual([]);
  });

  it.each([null, new Error('NOPERM'), 'OK', 5])('%s is nothing', (odd) => {
    expect(parseLatencyLatest(odd)).toEqual([]);
    expect(parseLatencyHistory(odd)).toEqual([]);
  });

  it('an element without its numbers is left out, the others stay', () => {
    expect(
      parseLatencyLatest([['fork', 7, 2], ['command', 7, 'soon', 9], [5], ['command', 7, 2, '9']]),
    ).toEqual([{ event: 'command', at: 7, lastMs: 2, maxMs: 9 }]);
    expect(parseLatencyHistory([[7], ['x', 1], [9, 2], [8, 1]])).toEqual([
      { at: 8, ms: 1 },
      { at: 9, ms: 2 },
    ]);
  });
});

describe('the words for events', () => {
  it.each(LATENCY_EVENTS)('%s: says it in sentences', (event) => {
    expect(describeLatencyEvent(event)).toMatch(/^[A-Z].{20,150}\.$/);
  });

  it('know the files of a Cluster by how they begin, and admit what they do not know', () => {
    expect(describeLatencyEvent('cluster-config-fsync')).toContain('nodes.conf');
    expect(describeLatencyEvent('of-another-time')).toBeNull();
    expect(describeLatencyEvent('constructor')).toBeNull();
  });
});
