/** A change with its sign: `+1.2 GiB`, `−40 MiB`, `±0`. */
export function signed(change: number, write: (amount: number) => string): string {
  if (change === 0) return '±0';
  return `${change > 0 ? '+' : '−'}${write(Math.abs(change))}`;
}
