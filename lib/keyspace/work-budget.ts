/** What one page of a walk may cost: names looked over and milliseconds of the server's time, whichever ends first. */
export interface WorkLimits {
  names: number;
  ms: number;
}

/** 10,000 names or 50 ms: a page comes at once, and others wait for no command longer than 1 ms. */
export const PAGE_LIMITS: WorkLimits = { names: 10_000, ms: 50 };

/** Names that one SCAN looks over at most: about 1 ms of the server's time. */
const MOST_AT_ONCE = 1_000;
/** Fewer are not worth a round trip. */
const LEAST_AT_ONCE = 10;

/** The work of one page, and how many names the next SCAN should look over. */
export class WorkBudget {
  private names = 0;
  private found = 0;
  private ms = 0;

  constructor(
    private readonly wanted: number,
    private readonly limits: WorkLimits = PAGE_LIMITS,
  ) {}

  /** @param found of these names, how many came onto the page */
  spend(names: number, found: number, ms: number): void {
    this.names += names;
    this.found += found;
    this.ms += ms;
  }

  get isSpent(): boolean {
    return this.names >= this.limits.names || this.ms >= this.limits.ms;
  }

  /** Whether the page has what was wanted. */
  get isFull(): boolean {
    return this.found >= this.wanted;
  }

  /**
   * COUNT of the next SCAN: what the share of names found so far lets expect to fill the page. Everything that SCAN
   * returns has to be shown, since its cursor is behind it.
   */
  get step(): number {
    const missing = this.wanted - this.found;
    const expected = Math.ceil((missing * (this.names + 1)) / (this.found + 1));
    const bounded = Math.min(this.names === 0 ? missing : expected, MOST_AT_ONCE);
    return Math.max(Math.min(bounded, this.limits.names - this.names), LEAST_AT_ONCE);
  }
}
