import 'server-only';
import { quoteLabel } from '@/lib/metrics/promql';
import { NODE_LABELS } from '@/lib/prometheus/node-labels';
import { AppError } from '../errors';
import type { PrometheusStore } from './prometheus-store';

/** Which series of a store are a node's, and how often it is scraped. */
export interface NodeSeries {
  /** What stands in the braces. */
  selector: string;
  scrapeMs: number;
}

const KEEP_MS = 300_000;
/** How far back a node that is not scraped any more is looked for. */
const LOOK_BACK_MS = 30 * 86_400_000;
const READINGS = '10m';
/** Where there are too few readings to tell: Prometheus's own default. */
const USUAL_SCRAPE_MS = 60_000;

/** Finds out under which labels a store keeps each node, once in a while. */
export class SelectorFinder {
  private readonly known = new Map<string, { until: number; series: Promise<NodeSeries> }>();

  /** @param template of HISTORY_MATCH, `null` to try the usual labels */
  constructor(
    private readonly store: PrometheusStore,
    private readonly template: string | null,
  ) {}

  /** @throws AppError HISTORY_UNKNOWN_NODE (404) where the store has never heard of the node */
  find(instance: string, node: string, now: number): Promise<NodeSeries> {
    const key = JSON.stringify([instance, node]);
    const known = this.known.get(key);
    if (known && known.until > now) return known.series;
    const series = this.ask(instance, node, now);
    this.known.set(key, { until: now + KEEP_MS, series });
    // What was not found is looked for again the next time.
    series.catch(() => this.known.delete(key));
    return series;
  }

  private async ask(instance: string, node: string, now: number): Promise<NodeSeries> {
    for (const selector of selectorsOf(instance, node, this.template)) {
      if (!(await this.store.has(`redis_up{${selector}}`, now - LOOK_BACK_MS, now))) continue;
      return { selector, scrapeMs: await this.scrapeMs(selector, now) };
    }
    throw new AppError('HISTORY_UNKNOWN_NODE', `The store of the history has no redis_up of ${node}.`, {
      status: 404,
      remedy:
        'Let it scrape this dashboard’s /metrics or a redis_exporter of that server; if its labels are others, say so by HISTORY_MATCH.',
    });
  }

  private async scrapeMs(selector: string, now: number): Promise<number> {
    const [readings] = await this.store.readings(`redis_up{${selector}}[${READINGS}]`, now);
    const times = [...(readings?.values.keys() ?? [])];
    const intervals = times.slice(1).map((at, index) => at - times[index]!);
    const middle = intervals.sort((a, b) => a - b)[Math.floor(intervals.length / 2)];
    return middle === undefined ? USUAL_SCRAPE_MS : Math.max(1_000, Math.round(middle / 1_000) * 1_000);
  }
}

/** The labels under which a node may be kept, the surest first: our own, then redis_exporter's as it is usually set up. */
function selectorsOf(instance: string, node: string, template: string | null): string[] {
  const quoted = quoteLabel(node);
  if (template !== null) {
    const colon = node.lastIndexOf(':');
    const parts: Record<string, string> = {
      instance,
      node,
      host: colon < 0 ? node : node.slice(0, colon),
      port: colon < 0 ? '' : node.slice(colon + 1),
    };
    return [
      template.replace(/\{(instance|node|host|port)\}/g, (_, name: string) => quoteLabel(parts[name]!)),
    ];
  }
  return [
    `${NODE_LABELS.instance}="${quoteLabel(instance)}",${NODE_LABELS.node}="${quoted}"`,
    ...['instance', 'addr'].flatMap((label) => [`${label}="${quoted}"`, `${label}="redis://${quoted}"`]),
  ];
}
