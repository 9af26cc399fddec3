import { describe, expect, it } from 'vitest';
import { describeMonitor, monitorState, type MonitorState } from './describe-monitor';

const nodes = (...thresholds: (number | null)[]) =>
  thresholds.map((thresholdMs, index) => ({ node: `10.0.0.${index}:6379`, thresholdMs }));

describe('the latency monitor in a sentence', () => {
  it.each<[string, (number | null)[], MonitorState, RegExp]>([
    ['off', [0], 'off', /is off \(latency-monitor-threshold is 0\)/],
    ['off everywhere', [0, 0], 'off', /is off/],
    ['on', [100], 'on', /for 100 ms or longer/],
    ['on, with long spikes only', [1500, 1500], 'on', /for 1,500 ms or longer/],
    ['on, from different times', [100, 50], 'on', /for 100 ms or 50 ms or longer/],
    ['on at some', [100, 0, 0], 'mixed', /on at 1 of 3 nodes\./],
    ['unknown', [null], 'unknown', /needs CONFIG GET/],
    ['known at one that answered', [null, 10], 'on', /for 10 ms/],
    ['unknown without nodes', [], 'unknown', /needs CONFIG GET/],
  ])('%s', (_title, thresholds, state, sentence) => {
    expect(monitorState(nodes(...thresholds))).toBe(state);
    expect(describeMonitor(nodes(...thresholds))).toMatch(sentence);
  });
});
