/** Where a place is, in degrees. */
export interface MapPlace {
  longitude: number;
  latitude: number;
}

/** What a map shows, in degrees; `east` may be beyond 180. */
export interface MapBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** From degrees to pixels and back. */
export interface Projection {
  box: MapBox;
  x: (longitude: number) => number;
  y: (latitude: number) => number;
  place: (x: number, y: number) => MapPlace;
  /** At the middle of the map. */
  metresPerPixel: number;
}

/** The radius that Redis has the Earth a sphere of. */
const EARTH_METRES = 6_372_797.560856;
const METRES_PER_DEGREE = (EARTH_METRES * Math.PI) / 180;

/** The least that a map shows, in degrees: some 200 m, so that a single place has surroundings. */
const SMALLEST = 0.002;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (radians: number) => (radians * 180) / Math.PI;

/**
 * The equirectangular projection that is true to scale in the middle of a box: a degree of longitude is as long there
 * as it is on the ground, cos(latitude) of one of latitude. The whole box fits into the picture.
 * @param padding pixels left free at each edge, left and right first
 */
export function fitBox(
  box: MapBox,
  width: number,
  height: number,
  [aside, above]: readonly [number, number],
): Projection {
  const middle = { longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2 };
  const shrink = Math.max(0.05, Math.cos(radians(middle.latitude)));
  const scale = Math.min(
    Math.max(1, width - 2 * aside) / (Math.max(SMALLEST, box.east - box.west) * shrink),
    Math.max(1, height - 2 * above) / Math.max(SMALLEST, box.north - box.south),
  );
  const place = (x: number, y: number): MapPlace => ({
    longitude: middle.longitude + (x - width / 2) / (scale * shrink),
    latitude: middle.latitude - (y - height / 2) / scale,
  });
  const [topLeft, bottomRight] = [place(0, 0), place(width, height)];
  return {
    box: {
      west: topLeft.longitude,
      south: bottomRight.latitude,
      east: bottomRight.longitude,
      north: topLeft.latitude,
    },
    x: (longitude) => width / 2 + (longitude - middle.longitude) * scale * shrink,
    y: (latitude) => height / 2 - (latitude - middle.latitude) * scale,
    place,
    metresPerPixel: METRES_PER_DEGREE / scale,
  };
}

/** A box of the same middle: `times` 0.5 is nearer, 2 is farther away. */
export function zoomBox({ west, south, east, north }: MapBox, times: number): MapBox {
  const [width, height] = [((east - west) / 2) * times, ((north - south) / 2) * times];
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  return {
    west: longitude - width,
    south: latitude - height,
    east: longitude + width,
    north: latitude + height,
  };
}

/** The box around a circle on the ground. */
export function boxOfCircle({ longitude, latitude }: MapPlace, radiusMetres: number): MapBox {
  const high = Math.min(90, radiusMetres / METRES_PER_DEGREE);
  const wide = Math.min(180, high / Math.max(0.05, Math.cos(radians(latitude))));
  return {
    west: longitude - wide,
    south: latitude - high,
    east: longitude + wide,
    north: latitude + high,
  };
}

const SIDES = 120;

/**
 * A circle on the ground as a polygon: on a map it is no circle, the less the larger it is. Each corner is the
 * radius away from the centre along a great circle.
 * @returns none for a circle around a pole, which is no closed line on this map
 */
export function circleAround({ longitude, latitude }: MapPlace, radiusMetres: number): MapPlace[] {
  const angle = radiusMetres / EARTH_METRES;
  if (Math.abs(latitude) + degrees(angle) >= 90) return [];
  const from = radians(latitude);
  return Array.from({ length: SIDES }, (_, index) => {
    const bearing = (2 * Math.PI * index) / SIDES;
    const to = Math.asin(
      Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing),
    );
    const turned = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(from),
      Math.cos(angle) - Math.sin(from) * Math.sin(to),
    );
    return { longitude: longitude + degrees(turned), latitude: degrees(to) };
  });
}

const DEGREE_STEPS = [90, 45, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Round degrees from one to another, `most` at most, and how far they are apart. */
export function degreeLines(from: number, to: number, most: number): { step: number; at: number[] } {
  const step = DEGREE_STEPS.findLast((each) => (to - from) / each <= most) ?? 90;
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return { step, at: Array.from({ length: count }, (_, index) => (first + index) * step) };
}

/** `13.4° E`; as many decimals as the step between two lines has. */
export function formatLongitude(value: number, step: number): string {
  const turned = ((((value + 180) % 360) + 360) % 360) - 180;
  return turned === -180 ? '180°' : formatDegrees(turned, step, turned < 0 ? 'W' : 'E');
}

/** `52.5° N` */
export const formatLatitude = (value: number, step: number): string =>
  formatDegrees(value, step, value < 0 ? 'S' : 'N');

function formatDegrees(value: number, step: number, side: string): string {
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? '0°' : `${text}° ${side}`;
}

/** A round distance for the scale, as long as it may be. */
export function scaleBar(metresPerPixel: number, mostPixels: number): { metres: number; pixels: number } {
  const longest = metresPerPixel * mostPixels;
  const base = 10 ** Math.floor(Math.log10(longest));
  const metres = ([5, 2, 1].find((step) => step * base <= longest) ?? 1) * base;
  return { metres, pixels: metres / metresPerPixel };
}
