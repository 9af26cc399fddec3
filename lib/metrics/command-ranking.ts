const FADE = 0.95;
const LEAD = 1.5;

/**
 * Which commands get series of their own: those that take the most time. The score of the past fades slowly, and who
 * is kept gives way only to one that leads clearly; else two commands of equal weight would take turns, and each
 * would have half a history.
 */
export class CommandRanking {
  private readonly scores = new Map<string, number>();
  private readonly kept = new Set<string>();

  /** @param most how many are kept, at most */
  constructor(private readonly most: number) {}

  /**
   * Takes in one more interval.
   * @param cost what each command cost in it; 0 is "not used"
   * @returns the commands that are kept apart from now on; the same set each time, so not to be changed
   */
  rank(cost: ReadonlyMap<string, number>): ReadonlySet<string> {
    for (const [command, score] of this.scores) this.scores.set(command, score * FADE);
    for (const [command, spent] of cost)
      if (spent > 0) this.scores.set(command, (this.scores.get(command) ?? 0) + spent);
    const waiting = [...this.scores]
      .filter(([command]) => !this.kept.has(command))
      .sort(([, a], [, b]) => b - a);
    for (const [command, score] of waiting) {
      if (this.kept.size >= this.most) {
        const lowest = this.lowestKept();
        if (score <= lowest.score * LEAD) break;
        this.kept.delete(lowest.command);
      }
      this.kept.add(command);
    }
    return this.kept;
  }

  /** Whether there are used commands that are not kept apart. */
  get leavesSome(): boolean {
    return this.scores.size > this.kept.size;
  }

  private lowestKept(): { command: string; score: number } {
    let lowest = { command: '', score: Infinity };
    for (const command of this.kept) {
      const score = this.scores.get(command) ?? 0;
      if (score < lowest.score) lowest = { command, score };
    }
    return lowest;
  }
}
