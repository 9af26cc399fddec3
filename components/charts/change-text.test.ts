import { expect, it } from 'vitest';
import type { Unit } from '@/lib/metrics/catalogue';
import { changeText } from './change-text';

it.each<[number | null, number | null, Unit, string]>([
  [150, 100, 'perSecond', '+50/s (+50 %)'],
  [50, 100, 'perSecond', '−50/s (−50 %)'],
  [100, 100, 'perSecond', '±0/s'],
  [7, 0, 'count', '+7'],
  // The change of a percentage is in points.
  [0.61, 0.97, 'ratio', '−36.0 pt'],
  [2048, 1024, 'bytes', '+1 KiB (+100 %)'],
  [null, 5, 'count', '—'],
  [5, null, 'count', '—'],
])('%s after %s %s: %s', (now, before, unit, text) =>
  expect(changeText(now, before, unit).replaceAll('\u00a0', ' ')).toBe(text),
);
