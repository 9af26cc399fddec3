import { z } from 'zod';
import { bytesInput, wireText } from '../wire';
import { MAX_LATITUDE, MAX_LONGITUDE, MOST_METRES } from './geohash';

export const geoQuery = z.object({
  key: bytesInput.optional().describe('One map of several that look alike.'),
  member: bytesInput.optional().describe('A place to find; the search is around it.'),
  longitude: z.coerce
    .number()
    .min(-MAX_LONGITUDE)
    .max(MAX_LONGITUDE)
    .optional()
    .describe('Search around here,'),
  latitude: z.coerce.number().min(-MAX_LATITUDE).max(MAX_LATITUDE).optional().describe('in degrees.'),
  radius: z.coerce.number().positive().max(MOST_METRES).default(10_000).describe('Metres.'),
  count: z.coerce.number().int().min(1).max(500).default(50).describe('The nearest so many.'),
});
export type GeoQuery = z.infer<typeof geoQuery>;

const place = { longitude: z.number().describe('Degrees.'), latitude: z.number() };
const point = z.object({ member: wireText, ...place });
export type GeoPoint = z.infer<typeof point>;

export const geoResponse = z.object({
  key: wireText.nullable(),
  keys: z.array(wireText).describe('The maps of this thing, as many as were kept.'),
  total: z.number().nullable().describe('Places on the map; null: the key is gone, or no geo set any more.'),
  points: z.array(point).describe('All places, or 2,000 at most, spread over the map.'),
  complete: z.boolean().describe('Whether these are all.'),
  box: z
    .object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })
    .nullable()
    .describe('Around the points, in degrees.'),
  near: z
    .object({
      ...place,
      radiusMetres: z.number(),
      rows: z.array(z.object({ member: wireText, ...place, distanceMetres: z.number() })),
      more: z.boolean().describe('There are more within the radius.'),
      sampled: z
        .boolean()
        .describe('Too many are within it to sort them all: these are the nearest of the points.'),
    })
    .nullable()
    .describe('The nearest first; null: nothing to search around.'),
  found: point.nullable().describe('null: nothing was looked for, or it is not on the map.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
});
export type GeoResponse = z.infer<typeof geoResponse>;
