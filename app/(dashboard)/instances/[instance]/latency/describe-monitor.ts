import { plural } from '@/lib/plural';

/** The latency monitor of each node: from how many milliseconds on it remembers, 0 for never, `null` for unknown. */
type Nodes = readonly { node: string; thresholdMs: number | null }[];

/** Of all nodes together; `mixed` where some are on and others off. */
export type MonitorState = 'on' | 'off' | 'mixed' | 'unknown';

/** Whether the latency monitor is on. */
export function monitorState(nodes: Nodes): MonitorState {
  const known = thresholdsOf(nodes);
  if (known.length === 0) return 'unknown';
  if (known.every((thresholdMs) => thresholdMs === 0)) return 'off';
  return known.every((thresholdMs) => thresholdMs > 0) ? 'on' : 'mixed';
}

/** The same in a sentence, with what is remembered. */
export function describeMonitor(nodes: Nodes): string {
  const known = thresholdsOf(nodes);
  const thresholds = [...new Set(known)];
  switch (monitorState(nodes)) {
    case 'unknown':
      return 'Whether the latency monitor is on cannot be read: that needs CONFIG GET.';
    case 'off':
      return 'The latency monitor is off (latency-monitor-threshold is 0), so nothing is remembered. It costs next to nothing.';
    case 'mixed': {
      const on = known.filter((thresholdMs) => thresholdMs > 0).length;
      return `The latency monitor is on at ${on} of ${plural(known.length, 'node')}.`;
    }
    case 'on': {
      const from = thresholds.map((ms) => `${ms.toLocaleString('en-US')} ms`).join(' or ');
      return `What holds the main thread up for ${from} or longer is remembered: 160 spikes of each kind, the worst of its second.`;
    }
  }
}

const thresholdsOf = (nodes: Nodes): number[] => nodes.flatMap(({ thresholdMs }) => thresholdMs ?? []);
