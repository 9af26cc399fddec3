import { squarify, type Box } from './treemap-layout';

/** A part of a whole, with its own parts where they are known. */
export interface Part<Content> {
  id: string;
  value: number;
  content: Content;
  parts?: readonly Part<Content>[];
}

/** Where a part is drawn. */
export interface PlacedPart<Content> extends Box {
  part: Part<Content>;
  /** 0: directly in the whole. */
  depth: 0 | 1;
  /** Its own parts are drawn in it, below its name. */
  isFrame: boolean;
}

/** What is smaller can neither be read nor hit, and is left out: a list beside the picture has all. */
const LEAST_AREA = 90;
/** A frame needs room for a name above its parts. */
const FRAME = { width: 96, height: 64, head: 22, edge: 3 };

/**
 * Places parts, and in the larger ones their own parts.
 *
 * @param parts those above 0 are drawn
 * @returns boxes in the order in which they are read: a frame before what is in it, the larger before the smaller
 */
export function placeParts<Content>(
  parts: readonly Part<Content>[],
  width: number,
  height: number,
): PlacedPart<Content>[] {
  return place(parts, { x: 0, y: 0, width, height }, 0);
}

function place<Content>(parts: readonly Part<Content>[], within: Box, depth: 0 | 1): PlacedPart<Content>[] {
  const drawn = parts.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
  const boxes = squarify(
    drawn.map(({ value }) => value),
    within,
  );
  return drawn.flatMap((part, index) => {
    const box = boxes[index]!;
    if (box.width * box.height < LEAST_AREA) return [];
    const several = (part.parts?.filter(({ value }) => value > 0).length ?? 0) > 1;
    const isFrame = depth === 0 && several && box.width >= FRAME.width && box.height >= FRAME.height;
    const own: PlacedPart<Content> = { ...box, part, depth, isFrame };
    if (!isFrame) return [own];
    const inner = {
      x: box.x + FRAME.edge,
      y: box.y + FRAME.head,
      width: box.width - 2 * FRAME.edge,
      height: box.height - FRAME.head - FRAME.edge,
    };
    return [own, ...place(part.parts!, inner, 1)];
  });
}
