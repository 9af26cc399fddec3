/** How busy the shop is at a moment. */
export interface Load {
  /** Times the ordinary load. */
  intensity: number;
  /** The share of look-ups that go to things nobody looked at lately, which the cache cannot hold. */
  coldShare: number;
  flashSale: boolean;
}

const minute = 60_000;
const sale = { firstAfter: 2.5 * minute, every: 7 * minute, lasts: 50_000, ramp: 8_000 };

const wave = (ms: number, period: number) => Math.sin((2 * Math.PI * ms) / period);

/** 0 outside the flash sale, 1 inside, in between while the news spreads and fades. */
function saleStrength(elapsed: number): number {
  if (elapsed < sale.firstAfter) return 0;
  const into = (elapsed - sale.firstAfter) % sale.every;
  return Math.max(0, Math.min(1, into / sale.ramp, (sale.lasts - into) / sale.ramp));
}

/**
 * How much of a day's traffic falls on a moment, around 1: quiet at 4 in the morning, busy at 4 in the afternoon.
 * @param now Epoch ms; the shop lives in UTC.
 */
export function dayShape(now: number): number {
  const hours = (now / 3_600_000) % 24;
  return 1 + 0.55 * Math.sin((2 * Math.PI * (hours - 10)) / 24);
}

/**
 * The load at a moment: two slow waves, a drift over the day, and a flash sale every seven minutes that doubles the
 * traffic and brings people to pages that are not in the cache.
 * @param now Epoch ms.
 * @param startedAt Epoch ms; the first sale comes two and a half minutes later.
 */
export function loadAt(now: number, startedAt: number): Load {
  const elapsed = now - startedAt;
  const strength = saleStrength(elapsed);
  const ordinary = 1 + 0.2 * wave(elapsed, 3 * minute) + 0.09 * wave(elapsed, 47_000);
  const drift = dayShape(now) - 1;
  return {
    intensity: ordinary * (1 + 0.15 * drift) * (1 + strength),
    coldShare: 0.05 + 0.02 * wave(elapsed, 5 * minute) - 0.006 * drift + 0.36 * strength,
    flashSale: strength > 0,
  };
}
