/** A point with its name. */
export interface LabelWanted {
  id: string;
  text: string;
  /** Pixels. */
  x: number;
  y: number;
}

/** Where a name stands; `anchor` is its end at x. */
export interface LabelPlaced extends LabelWanted {
  anchor: 'start' | 'middle' | 'end';
}

interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Of the house's monospaced type at 12 pixels. */
const [LETTER, LINE] = [7.2, 14];
/** From the middle of a point to its name. */
const [BESIDE, BELOW] = [9, 15];
/** What a point takes itself. */
const POINT = 5;
/** The buttons of a map. */
const CORNER = { width: 48, height: 120 };

/**
 * Puts each name at the right, the left, below or above its point, wherever it covers no point and no other name; the
 * first ones choose first, and one that finds no room is left out.
 */
export function placeLabels(wanted: readonly LabelWanted[], width: number, height: number): LabelPlaced[] {
  const taken: Area[] = [
    { left: width - CORNER.width, right: width, top: 0, bottom: CORNER.height },
    ...wanted.map(({ x, y }) => ({ left: x - POINT, right: x + POINT, top: y - POINT, bottom: y + POINT })),
  ];
  return wanted.flatMap((label) => {
    for (const place of placesFor(label)) {
      const area = areaOf(place);
      const outside = area.left < 2 || area.right > width - 2 || area.top < 2 || area.bottom > height - 2;
      if (outside || taken.some((other) => overlap(area, other))) continue;
      taken.push(area);
      return [place];
    }
    return [];
  });
}

const placesFor = (label: LabelWanted): LabelPlaced[] => [
  { ...label, x: label.x + BESIDE, anchor: 'start' },
  { ...label, x: label.x - BESIDE, anchor: 'end' },
  { ...label, y: label.y + BELOW, anchor: 'middle' },
  { ...label, y: label.y - BELOW, anchor: 'middle' },
];

function areaOf({ text, x, y, anchor }: LabelPlaced): Area {
  const long = text.length * LETTER;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - long : x - long / 2;
  return { left, right: left + long, top: y - LINE / 2, bottom: y + LINE / 2 };
}

const overlap = (a: Area, b: Area) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
