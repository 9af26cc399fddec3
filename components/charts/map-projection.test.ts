import { describe, expect, it } from 'vitest';
import { distanceMetres } from '@/lib/patterns/geo/geohash';
import {
  boxOfCircle,
  circleAround,
  degreeLines,
  fitBox,
  formatLatitude,
  formatLongitude,
  scaleBar,
  zoomBox,
} from './map-projection';

const EUROPE = { west: -4, south: 40, east: 21, north: 54 };

describe('fitBox', () => {
  it('shows the whole box, true to scale in its middle', () => {
    const map = fitBox(EUROPE, 800, 400, [20, 20]);
    expect(map.y(54)).toBeCloseTo(20);
    expect(map.y(40)).toBeCloseTo(380);
    expect(map.x(-4)).toBeGreaterThan(20);
    const across = map.x(9.5) - map.x(8.5);
    const along = map.y(46.5) - map.y(47.5);
    expect(across / along).toBeCloseTo(Math.cos((47 * Math.PI) / 180));
    expect(map.metresPerPixel * along).toBeCloseTo(111_226, -2);
  });

  it('finds the place of a pixel', () => {
    const map = fitBox(EUROPE, 800, 400, [20, 20]);
    const place = map.place(map.x(13.4), map.y(52.5));
    expect(place.longitude).toBeCloseTo(13.4);
    expect(place.latitude).toBeCloseTo(52.5);
  });

  it('shows the surroundings of a single place', () => {
    const map = fitBox({ west: 2, south: 48, east: 2, north: 48 }, 400, 400, [20, 20]);
    expect(map.x(2)).toBeCloseTo(200);
    expect(map.box.north).toBeGreaterThan(48);
  });
});

describe('circleAround', () => {
  it.each([
    [{ longitude: 13.4, latitude: 52.5 }, 10_000],
    [{ longitude: 179.9, latitude: -18 }, 500_000],
    [{ longitude: 0, latitude: 0 }, 8_000_000],
  ])('is everywhere the radius away from %o', (centre, radius) => {
    for (const corner of circleAround(centre, radius)) {
      expect(distanceMetres(centre, corner) / radius).toBeCloseTo(1, 6);
    }
  });

  it('is not drawn around a pole', () => {
    expect(circleAround({ longitude: 0, latitude: 80 }, 2_000_000)).toEqual([]);
  });

  it('lies in its box', () => {
    const centre = { longitude: 13.4, latitude: 52.5 };
    const box = boxOfCircle(centre, 10_000);
    for (const { longitude, latitude } of circleAround(centre, 10_000)) {
      expect(longitude).toBeGreaterThan(box.west - 1e-3);
      expect(longitude).toBeLessThan(box.east + 1e-3);
      expect(latitude).toBeGreaterThan(box.south - 1e-9);
      expect(latitude).toBeLessThan(box.north + 1e-9);
    }
  });
});

it('zoomBox keeps the middle', () => {
  expect(zoomBox({ west: 0, south: 0, east: 10, north: 20 }, 0.5)).toEqual({
    west: 2.5,
    south: 5,
    east: 7.5,
    north: 15,
  });
});

describe('degreeLines', () => {
  it.each([
    [-4, 21, 6, [0, 5, 10, 15, 20]],
    [13.33, 13.48, 5, [13.35, 13.4, 13.45]],
    [-180, 180, 8, [-180, -135, -90, -45, 0, 45, 90, 135, 180]],
  ])('from %f to %f', (from, to, most, lines) => {
    const { at } = degreeLines(from, to, most);
    expect(at).toHaveLength(lines.length);
    at.forEach((line, index) => expect(line).toBeCloseTo(lines[index]!));
  });
});

it.each([
  [formatLongitude(13.4, 0.1), '13.4° E'],
  [formatLongitude(-4, 5), '4° W'],
  [formatLongitude(181, 1), '179° W'],
  [formatLongitude(0, 10), '0°'],
  [formatLongitude(180, 90), '180°'],
  [formatLatitude(-33.905, 0.005), '33.905° S'],
  [formatLatitude(52.5, 0.05), '52.50° N'],
])('%s reads %s', (shown, wanted) => expect(shown).toBe(wanted));

it('scaleBar is round and fits', () => {
  expect(scaleBar(40, 120)).toEqual({ metres: 2000, pixels: 50 });
  expect(scaleBar(1, 120)).toEqual({ metres: 100, pixels: 100 });
});
