import 'server-only';
import { judgeRules } from '@/lib/advisor/judge-rules';
import type { Facts, FoundSeverity, Unknown, Verdict } from '@/lib/advisor/rule';
import { RULES } from '@/lib/advisor/rules';
import { collector, type InstanceWatcher } from '../collector/collector';
import type { History } from '../history/history';
import { singleton } from '../singleton';
import { factsOf } from './facts-of';
import { levelsOf } from './levels-of';

/** What a rule says about a node just now. */
export interface NodeVerdict {
  rule: string;
  node: string;
  verdict: Verdict;
  /** Unix milliseconds since when it says the same kind of thing, as bad as now. */
  since: number;
}

/** Hears the verdicts of an instance each time that it was judged; `now` in Unix milliseconds. */
export type VerdictListener = (instance: string, verdicts: NodeVerdict[], now: number) => void;

/** Not more often than the collector polls what nobody watches. */
const PACE_MS = 5_000;

/** Judges every node of every instance now and then; one per process. */
export class Advisor {
  private readonly listeners = new Set<VerdictListener>();
  private readonly newest = new Map<string, NodeVerdict[]>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly watchers: () => Iterable<InstanceWatcher>,
    private readonly history: () => History,
  ) {}

  start(): void {
    const round = () => {
      for (const watcher of this.watchers()) this.judge(watcher, Date.now());
      this.timer = setTimeout(round, PACE_MS).unref();
    };
    this.timer ??= setTimeout(round, PACE_MS).unref();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** @returns the function that ends it */
  onVerdicts(listener: VerdictListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** What was found last; an instance that was never judged is judged now. */
  verdictsOf(watcher: InstanceWatcher): NodeVerdict[] {
    const known = this.newest.get(watcher.instance.id);
    return known && known.length > 0 ? known : this.judge(watcher, Date.now());
  }

  /** What somebody is told who may not ask for settings themselves; `why` is why not. */
  verdictsWithoutConfig(watcher: InstanceWatcher, why: Unknown): NodeVerdict[] {
    return this.judgeNodes(watcher, Date.now(), { config: null, whyNoConfig: why });
  }

  /** Lets every rule judge every node of an instance; `now` in Unix milliseconds. */
  judge(watcher: InstanceWatcher, now: number): NodeVerdict[] {
    const { id } = watcher.instance;
    const verdicts = this.judgeNodes(watcher, now);
    this.newest.set(id, verdicts);
    for (const listener of this.listeners) {
      try {
        listener(id, verdicts, now);
      } catch (error) {
        console.error('A listener of the advisor failed:', error);
      }
    }
    return verdicts;
  }

  private judgeNodes(watcher: InstanceWatcher, now: number, other: Partial<Facts> = {}): NodeVerdict[] {
    const { id } = watcher.instance;
    const before = new Map(this.newest.get(id)?.map((each) => [`${each.node} ${each.rule}`, each]));
    return [...watcher.nodes.values()].flatMap((node) =>
      judgeRules(
        RULES,
        { ...factsOf(watcher, node, this.history(), now), ...other },
        (rule) => levelsOf(id, rule),
        (rule) => severityOf(before.get(`${node.id} ${rule.id}`)),
      ).map(({ rule, verdict }): NodeVerdict => {
        const last = before.get(`${node.id} ${rule}`);
        return {
          rule,
          node: node.id,
          verdict,
          since: last && isAlike(last.verdict, verdict) ? last.since : now,
        };
      }),
    );
  }
}

const severityOf = (verdict: NodeVerdict | undefined): FoundSeverity | null =>
  verdict?.verdict.kind === 'found' ? verdict.verdict.severity : null;

const isAlike = (a: Verdict, b: Verdict) =>
  a.kind === b.kind && (a.kind === 'found' && b.kind === 'found' ? a.severity === b.severity : true);

/** The advisor of this process; `lifecycle.ts` starts it. */
export const advisor = (): Advisor =>
  singleton(
    'advisor',
    () =>
      new Advisor(
        () => collector().instances.values(),
        () => collector().history,
      ),
  );

/** Hears what the rules say, instance by instance. @returns the function that ends it */
export const onVerdicts = (listener: VerdictListener): (() => void) => advisor().onVerdicts(listener);
