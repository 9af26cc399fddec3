import 'server-only';
import type { Stretch } from '@/lib/metrics/stretch';
import type { BlockStore } from './block-store';
import type { ColumnNames } from './column-names';
import { openBlock } from './encode-block';

/** What may stay in memory: a dozen metrics over a day of one node take about one of these sixteen megabytes. */
const MOST_BYTES = 16 * 2 ** 20;

interface Opened {
  stretch: Stretch;
  /** Its body and the columns that were read. */
  bytes: number;
  /** A query that runs may still read what has made room for others. */
  isKept: boolean;
}

/**
 * Blocks never change, and a chart that follows the present reads the same ones again and again: those that were read
 * last stay open, with the columns that were asked for.
 */
export class OpenBlocks {
  /** The longest unused first. */
  private readonly opened = new Map<string, Opened>();
  private bytes = 0;
  private deletions = 0;

  constructor(
    private readonly blocks: BlockStore,
    private readonly names: ColumnNames,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** The blocks that have something of a span, oldest first. */
  read(track: number, tier: number, from: number, to: number): Stretch[] {
    if (this.deletions !== this.blocks.deletions) this.clear();
    return this.blocks.starts(track, tier, from, to).map((start) => {
      const key = `${track} ${tier} ${start}`;
      const block = this.opened.get(key) ?? this.open(track, tier, start);
      this.opened.delete(key);
      this.opened.set(key, block);
      this.makeRoom();
      return block.stretch;
    });
  }

  private open(track: number, tier: number, start: number): Opened {
    const body = this.blocks.body(track, tier, start);
    const stretch = openBlock(body, this.names, (bytes) => this.grow(block, bytes));
    const block: Opened = { stretch, bytes: 0, isKept: true };
    this.grow(block, body.length);
    return block;
  }

  private grow(block: Opened, bytes: number): void {
    if (!block.isKept) return;
    block.bytes += bytes;
    this.bytes += bytes;
  }

  private makeRoom(): void {
    for (const [key, block] of this.opened) {
      if (this.bytes <= this.mostBytes) return;
      this.opened.delete(key);
      this.bytes -= block.bytes;
      block.isKept = false;
    }
  }

  private clear(): void {
    for (const block of this.opened.values()) block.isKept = false;
    this.opened.clear();
    this.bytes = 0;
    this.deletions = this.blocks.deletions;
  }
}
