import type { Point } from './series';

/**
 * Gathers rows, oldest first, into one point per step of the grid. A point stands at the end of its step. A step
 * without rows is left out, unless the silence is longer than the source's slowest polls: then one `null` point
 * says so.
 */
export class PointBuilder {
  private readonly points: Point[] = [];
  private bucketEnd = 0;
  private lastAt: number | null = null;
  private sum = 0;
  private weight = 0;
  private min = Infinity;
  private max = -Infinity;

  /**
   * @param stepMs grid step in milliseconds
   * @param gapMs how long a silence is a gap
   * @param factor what makes of sum divided by weight the mean
   */
  constructor(
    private readonly stepMs: number,
    private readonly gapMs: number,
    private readonly factor: number,
  ) {}

  /** Takes in one row; a weight of 0 is one that knows nothing: its step has a point, but not of it. */
  add(firstAt: number, lastAt: number, sum: number, weight: number, min: number, max: number): void {
    const end = (Math.floor(firstAt / this.stepMs) + 1) * this.stepMs;
    if (end !== this.bucketEnd) {
      this.flush();
      const silence = this.lastAt === null ? 0 : firstAt - this.lastAt;
      // Only a whole step of silence has room for a point of its own.
      if (silence > this.gapMs && end - this.bucketEnd > this.stepMs)
        this.points.push([this.bucketEnd + this.stepMs, null, null, null]);
      this.bucketEnd = end;
    }
    this.lastAt = lastAt;
    if (weight === 0) return;
    this.sum += sum;
    this.weight += weight;
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
  }

  /** The points so far; nothing can be added after. */
  finish(): Point[] {
    this.flush();
    return this.points;
  }

  private flush(): void {
    if (this.lastAt === null) return;
    if (this.weight === 0) this.points.push([this.bucketEnd, null, null, null]);
    else this.points.push([this.bucketEnd, (this.sum * this.factor) / this.weight, this.min, this.max]);
    this.sum = 0;
    this.weight = 0;
    this.min = Infinity;
    this.max = -Infinity;
  }
}
