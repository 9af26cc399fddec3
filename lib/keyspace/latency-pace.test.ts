import { describe, expect, test } from 'vitest';
import { LATENCY_BUDGETS_MS, PaceController } from './latency-pace';

/** A generator of Numerical Recipes' constants: the same run every time. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A server of one thread that a scan keeps busy for `msPerKey` times the keys of a batch: a round trip that comes in
 * between waits for what is left of it.
 */
function simulate(controller: PaceController, msPerKey: number, probes: number) {
  const random = randoms(7);
  const usual = () => 0.2 + 0.1 * random();
  for (let count = 0; count < 60; count += 1) controller.noteIdle(usual());
  return Array.from({ length: probes }, () => {
    const batchMs = controller.keys * msPerKey;
    const periodMs = batchMs + controller.restAfter(batchMs);
    controller.noteScanning(usual() + Math.max(0, batchMs - random() * periodMs));
    const { addedMs, keys, duty } = controller;
    return { addedMs: addedMs ?? 0, keys, duty, keysPerSecond: (keys / periodMs) * 1_000 };
  });
}

describe('a pace by what it causes', () => {
  test('begins only when it knows what is usual', () => {
    const controller = new PaceController(LATENCY_BUDGETS_MS.gentle);
    expect(controller.isReady).toBe(false);
    for (let count = 0; count < 50; count += 1) controller.noteIdle(0.3);
    expect(controller.isReady).toBe(true);
    expect(controller.addedMs).toBeNull();
  });

  test('speeds up while nobody notices', () => {
    const last = simulate(new PaceController(LATENCY_BUDGETS_MS.gentle), 0.001, 8_000).at(-1)!;
    expect(last).toMatchObject({ duty: 1, keys: 200 });
  });

  test('settles where what it adds is about the budget, in batches that are small enough for it', () => {
    const settled = simulate(new PaceController(LATENCY_BUDGETS_MS.gentle), 0.0042, 60_000).slice(20_000);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(settled.map(({ addedMs }) => addedMs))).toBeLessThan(0.6);
    expect(mean(settled.map(({ keysPerSecond }) => keysPerSecond))).toBeGreaterThan(40_000);
    for (const { keys } of settled) expect(keys).toBeGreaterThanOrEqual(10);
  });

  test('rests between the smallest batches where even those are too long', () => {
    const settled = simulate(new PaceController(LATENCY_BUDGETS_MS.gentle), 0.2, 60_000).slice(20_000);
    expect(Math.max(...settled.map(({ keys }) => keys))).toBeLessThan(20);
    expect(Math.max(...settled.map(({ duty }) => duty))).toBeLessThan(0.2);
    expect(Math.min(...settled.map(({ duty }) => duty))).toBeGreaterThanOrEqual(0.02);
  });

  test('takes a server that is slow by itself as it is', () => {
    const controller = new PaceController(0.5);
    for (let count = 0; count < 50; count += 1) controller.noteIdle(count % 2 === 0 ? 0.2 : 9);
    for (let count = 0; count < 2_000; count += 1) controller.noteScanning(count % 2 === 0 ? 0.2 : 9);
    expect(controller.addedMs).toBe(0);
    expect(controller.duty).toBe(1);
  });

  test('slows down for a server whose thread is busy, whatever its answers take', () => {
    const controller = new PaceController(0.5, 0.7);
    const scan = () => {
      for (let count = 0; count < 4_000; count += 1) controller.noteScanning(0.3);
    };
    for (let count = 0; count < 50; count += 1) controller.noteIdle(0.3);
    controller.noteBusy(0.71);
    scan();
    expect([controller.addedMs, controller.keys]).toEqual([0, 10]);
    expect(controller.duty).toBeLessThan(0.05);
    controller.noteBusy(null);
    scan();
    expect(controller.duty).toBe(1);
    const unlimited = new PaceController(LATENCY_BUDGETS_MS.fast);
    unlimited.noteBusy(1);
    for (let count = 0; count < 400; count += 1) unlimited.noteScanning(0.3);
    expect([unlimited.duty, unlimited.keys]).toEqual([1, 200]);
  });

  test('rests in proportion: a quarter of the time busy, three quarters at rest', () => {
    expect(new PaceController(0.5).restAfter(2)).toBe(6);
    expect(new PaceController(LATENCY_BUDGETS_MS.fast).restAfter(2)).toBe(0);
    expect(new PaceController(LATENCY_BUDGETS_MS.fast).isReady).toBe(true);
  });
});
