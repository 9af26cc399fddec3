import 'server-only';

const WINDOW_MS = 5_000;
const MARK_MS = 500;

/** How fast something counts, over the latest seconds. */
export class SpeedMeter {
  private marks: { at: number; count: number }[] = [];

  /** Takes note of a count. @param now milliseconds of any clock that only goes forward */
  note(count: number, now: number): void {
    const last = this.marks.at(-1);
    if (last && now - last.at < MARK_MS) return;
    this.marks.push({ at: now, count });
    while (this.marks.length > 2 && now - this.marks[0]!.at > WINDOW_MS) this.marks.shift();
  }

  /** Forgets what was: the time of a pause is no time of work. */
  reset(): void {
    this.marks = [];
  }

  /** `null` until two counts are there. */
  get perSecond(): number | null {
    const [first] = this.marks;
    const last = this.marks.at(-1);
    return first && last && last.at > first.at
      ? ((last.count - first.count) / (last.at - first.at)) * 1_000
      : null;
  }
}
