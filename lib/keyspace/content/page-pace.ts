import { ContentError } from './content-reader';

/** What the elements of a page may bring from Redis in all, about. */
const PAGE_BYTES = 1_000_000;

/** An element that is larger is not brought at all, where its size is known or all are as large. */
export const MOST_ELEMENT_BYTES = 8 * 1_048_576;

/** Where nobody says how large elements are: one first, then more and more. */
const GROWTH = 4;

/**
 * How many elements to ask for next, so that a page has as many as wanted and not many more bytes than it may. Redis
 * tells no length of an element of a list, a set or a sorted set, and reads it only whole; so this goes by the mean.
 */
export class PagePace {
  private taken = 0;
  private bytes = 0;
  private round = 0;
  private full = false;

  /**
   * @param wanted elements in the page
   * @param meanBytes what MEMORY USAGE says of each; `null`: unknown
   * @param surplus how many more may come, where they come together with the others
   * @throws ContentError where each is too large to be brought
   */
  constructor(
    private readonly wanted: number,
    private readonly meanBytes: number | null,
    private readonly surplus = 0,
  ) {
    if (meanBytes === null || meanBytes <= MOST_ELEMENT_BYTES) return;
    throw new ContentError(
      'too-large',
      `The elements of this key have about ${Math.round(meanBytes / 1_048_576)} MB each, and Redis reads them only whole.`,
      'Look at them with redis-cli, one at a time and when the server is at rest.',
    );
  }

  /** How many to ask for now; 0: the page is full. */
  next(): number {
    const missing = this.wanted - this.taken;
    if (this.full || missing <= 0 || this.bytes >= PAGE_BYTES) return 0;
    const mean = Math.max(this.meanBytes ?? 0, this.taken > 0 ? this.bytes / this.taken : 0, 1);
    const affordable = Math.max(1, Math.floor((PAGE_BYTES - this.bytes) / mean));
    const trusted = this.meanBytes === null ? GROWTH ** this.round++ : missing;
    return Math.min(missing, affordable, trusted);
  }

  /** Whether the page has fewer elements than wanted. */
  get isShort(): boolean {
    return this.taken < this.wanted;
  }

  /** Takes note of an element; @returns whether it still belongs to the page: no further one does, once one does not */
  take(bytes: number): boolean {
    const isFull = this.taken >= this.wanted + this.surplus;
    this.full ||= isFull || (this.taken > 0 && this.bytes + bytes > PAGE_BYTES);
    if (this.full) return false;
    this.taken++;
    this.bytes += bytes;
    return true;
  }
}
