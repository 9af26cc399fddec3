/** A rectangle, in pixels from the top left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Divides a rectangle among values so that areas are as the values are and boxes are nearly square, which can be
 * compared and written into: Bruls, Huizing and van Wijk, "Squarified Treemaps", 2000.
 *
 * @param values above 0, the largest first
 * @returns one box for each, in the same order
 */
export function squarify(values: readonly number[], within: Box): Box[] {
  const boxes: Box[] = [];
  const sum = values.reduce((total, value) => total + value, 0);
  let rest = within;
  let from = 0;
  // What is left of the area always belongs to what is left of the values: rounding does not add up.
  let left = sum;
  while (from < values.length) {
    const scale = (rest.width * rest.height) / left;
    const side = Math.min(rest.width, rest.height);
    let to = from + 1;
    let row = values[from]!;
    let ratio = worstRatio(row, row, row, side, scale);
    while (to < values.length) {
      const longer = row + values[to]!;
      const next = worstRatio(longer, values[from]!, values[to]!, side, scale);
      if (next > ratio) break;
      [row, ratio] = [longer, next];
      to += 1;
    }
    const share = to === values.length ? 1 : row / left;
    const upright = rest.width >= rest.height;
    const depth = share * (upright ? rest.width : rest.height);
    let at = upright ? rest.y : rest.x;
    for (let index = from; index < to; index += 1) {
      const length = (values[index]! / row) * side;
      boxes.push(
        upright
          ? { x: rest.x, y: at, width: depth, height: length }
          : { x: at, y: rest.y, width: length, height: depth },
      );
      at += length;
    }
    rest = upright
      ? { ...rest, x: rest.x + depth, width: rest.width - depth }
      : { ...rest, y: rest.y + depth, height: rest.height - depth };
    left -= row;
    from = to;
  }
  return boxes;
}

/** The ratio of the sides of the least square box in a row along `side`. */
function worstRatio(row: number, largest: number, least: number, side: number, scale: number): number {
  const depth = (row * scale) / side;
  const longest = (largest * scale) / depth / depth;
  const shortest = (least * scale) / depth / depth;
  return Math.max(longest, 1 / shortest);
}
