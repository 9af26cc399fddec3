/** A change with its sign: `+1.2 GiB`, `−40 MiB`, `±0`. */
export function signed(change: number, write: (amount: number) => string): string {
  return change === 0 ? '±0' : `${signOf(change)}${write(Math.abs(change))}`;
}

/** What stands before the amount of a change. */
export const signOf = (change: number): string => (change > 0 ? '+' : change < 0 ? '−' : '±');
