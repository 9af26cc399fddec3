import type { Bytes } from '@/lib/patterns/bytes';
import type { GroupEstimate } from './estimate';
import { foldPrefixes } from './fold-prefixes';
import { MOST_PARTS, NameParts } from './name-parts';
import { addKey } from './prefix-figures';
import { PrefixTable, ROOT } from './prefix-table';
import { toPrefix, type Prefix } from './prefix';
import type { SizeStrata } from './size-strata';
import { TypeSlots } from './type-slots';

/** Some 11 MB when full, whatever the keys are named; twice that while a snapshot folds a copy. */
const MOST_NODES = 12_000;

/** What a person looks at, and what is kept of an analysis: about 1 MB of JSON. */
const MOST_IN_SNAPSHOT = 4_000;

/**
 * Counts keys by the parts of their names while a scan hands them over, in bounded memory. When there are too many
 * different names the smallest are folded into `…` (`foldPrefixes`), half of them at once, so that folding is rare and
 * what comes late finds room. Names that are folded may come again: what is shown beside a `…` may thus lack some of
 * its first keys, while sums are exact at every node.
 */
export class PrefixTree {
  private readonly parts: NameParts;
  private readonly table: PrefixTable;
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
    // A name may bring eight parts and a `…` before the tree is folded.
    this.table = new PrefixTable(this.mostNodes + MOST_PARTS + 1);
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
   */
  add(name: Bytes, type: number, bytes: number, expires: boolean): void {
    const { parts, table } = this;
    parts.start(name);
    let node = ROOT;
    for (;;) {
      // Most parts are words that came before: finding one is several times faster than reading it.
      if (parts.peek()) {
        const known = table.literalChild(node, parts.hash, parts.bytes, parts.from, parts.to);
        if (known !== ROOT) {
          parts.skip();
          node = known;
          continue;
        }
      }
      if (!parts.next()) break;
      node = table.child(node, parts.label);
    }
    addKey(table.figures, node, type, bytes, expires);
    if (table.size > this.mostNodes) foldPrefixes(table, this.mostNodes >> 1, parts.separators);
  }

  /**
   * What was counted so far; counting goes on undisturbed.
   * @param options.most prefixes; smaller ones are folded
   * @param options.estimate what the keys that were counted say of all such keys; left out, every key was counted
   */
  snapshot(options: { most?: number; estimate?: (group: SizeStrata) => GroupEstimate } = {}): Prefix {
    const { table, types } = this;
    const { most = MOST_IN_SNAPSHOT, estimate } = options;
    if (table.size <= most) return toPrefix(table, types, estimate);
    const folded = table.clone();
    foldPrefixes(folded, most, this.parts.separators);
    return toPrefix(folded, types, estimate);
  }
}
