/** Where a place is, in degrees. */
export interface Place {
  longitude: number;
  latitude: number;
}

/** GEOADD takes no place nearer to a pole: there, Web Mercator's square map ends. */
export const MAX_LATITUDE = 85.05112878;
export const MAX_LONGITUDE = 180;

const HALF_BITS = 26;
const CELLS = 2 ** HALF_BITS;

/**
 * The place that a score of GEOADD stands for: the middle of a cell of less than a metre.
 *
 * The score has 52 bits, from the highest on one of the longitude and one of the latitude in turn; each 26 of them
 * count cells from -180° and -85.05112878° on. A place on the far edge is in the cell behind the last one.
 */
export function decodeGeohash(score: number): Place {
  // Bit operations have 32 bits only.
  const [high, low] = [Math.floor(score / CELLS), score % CELLS];
  const longitude = everyOtherBit(high >>> 1) * 2 ** (HALF_BITS / 2) + everyOtherBit(low >>> 1);
  const latitude = everyOtherBit(high) * 2 ** (HALF_BITS / 2) + everyOtherBit(low);
  return { longitude: middleOf(longitude, MAX_LONGITUDE), latitude: middleOf(latitude, MAX_LATITUDE) };
}

/** Bits 0, 2, 4 … put together. */
function everyOtherBit(bits: number): number {
  let together = 0;
  for (let bit = 0; bit <= HALF_BITS / 2; bit++) together |= ((bits >>> (2 * bit)) & 1) << bit;
  return together;
}

function middleOf(cell: number, most: number): number {
  const [from, to] = [-most + (cell / CELLS) * 2 * most, -most + ((cell + 1) / CELLS) * 2 * most];
  return Math.max(-most, Math.min(most, (from + to) / 2));
}

/** The radius that Redis has the Earth a sphere of. */
const EARTH_METRES = 6_372_797.560856;

/** As far as two places can be apart on that sphere. */
export const MOST_METRES = Math.ceil(Math.PI * EARTH_METRES);

/** The distance of two places in metres along the great circle (haversine formula), as GEODIST has it. */
export function distanceMetres(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin((radians(to) - radians(from)) / 2) ** 2;
  const square =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(square)));
}
