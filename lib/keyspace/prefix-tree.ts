import type { Bytes } from '@/lib/patterns/bytes';
import { foldPrefixes } from './fold-prefixes';
import { NameParts } from './name-parts';
import { addFigures, addKey } from './prefix-figures';
import { PrefixTable, ROOT } from './prefix-table';
import { toPrefix, type Prefix } from './prefix';
import { TypeSlots } from './type-slots';

/** Some 26 MB when full, whatever the keys are named; twice that while a snapshot folds a copy. */
const MOST_NODES = 50_000;

/** What a person looks at, and what is kept of an analysis: less than 1 MB of JSON. */
const MOST_IN_SNAPSHOT = 4_000;

/**
 * Counts keys by the parts of their names while a scan hands them over, in bounded memory. When there are too many
 * different names the smallest are folded into `…` (`foldPrefixes`), half of them at once, so that folding is rare and
 * what comes late finds room. Names that are folded may come again: what is shown beside a `…` may thus lack some of
 * its first keys, while sums are exact at every node.
 */
export class PrefixTree {
  private readonly parts: NameParts;
  private readonly table = new PrefixTable();
  private readonly mostNodes: number;
  readonly types: TypeSlots;

  /**
   * @param options.separators each character of it is one
   * @param options.mostNodes at least 64
   * @param options.types those that the numbers given to `add` are of
   */
  constructor(options: { separators?: string; mostNodes?: number; types?: TypeSlots } = {}) {
    this.parts = new NameParts(options.separators ?? ':');
    this.mostNodes = options.mostNodes ?? MOST_NODES;
    this.types = options.types ?? new TypeSlots();
  }

  /** How many prefixes are kept apart now. */
  get nodes(): number {
    return this.table.size;
  }

  /**
   * Counts a key.
   * @param type its slot in `types`
   * @param bytes 0 where they are not known
   * @param expires whether it has a time to live
   * @param weight for how many keys it stands in an estimate
   */
  add(name: Bytes, type: number, bytes: number, expires: boolean, weight = 1): void {
    const { parts, table } = this;
    parts.start(name);
    let node = ROOT;
    while (parts.next()) node = table.child(node, parts.label);
    addKey(table.figures, node, type, bytes, expires, weight);
    this.fold();
  }

  /** Adds what another tree counted, with the same separators: that of another node of a Cluster. */
  include(prefix: Prefix): void {
    this.includeAt(ROOT, prefix);
    this.fold();
  }

  /**
   * What was counted so far; counting goes on undisturbed.
   * @param most prefixes; smaller ones are folded
   */
  snapshot(most = MOST_IN_SNAPSHOT): Prefix {
    const { table, types } = this;
    if (table.size <= most) return toPrefix(table, types);
    const folded = table.clone();
    foldPrefixes(folded, most, this.parts.separators);
    return toPrefix(folded, types);
  }

  private fold(): void {
    const { table, mostNodes } = this;
    if (table.size > mostNodes) foldPrefixes(table, mostNodes >> 1, this.parts.separators);
  }

  private includeAt(node: number, prefix: Prefix): void {
    const { table, parts } = this;
    const own = prefix.children ? prefix.own : prefix;
    if (own) addFigures(table.figures, node, own, this.types);
    for (const child of prefix.children ?? []) {
      parts.label.set(child.label);
      this.includeAt(table.child(node, parts.label), child);
    }
  }
}
