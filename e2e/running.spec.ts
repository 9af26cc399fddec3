import type { Page } from '@playwright/test';
import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';

/** Charts come after the page: what comes late later on is the mark, and not the chart that it is drawn into. */
const untilDrawn = (page: Page) =>
  expect(page.locator('.recharts-area-curve, .recharts-line-curve').first()).toHaveAttribute('d', /L/, {
    timeout: 90_000,
  });

const running = (page: Page) => page.locator('[data-mark~=save][aria-label*="Snapshot is being saved"]');
const saved = (page: Page) => page.locator('[data-mark~=save][aria-label*="Snapshot saved in"]');

test('a save is drawn while it runs, wherever there are charts, and is one mark when it has ended', async ({
  open,
  context,
}) => {
  test.slow();
  const overview = await open('viewer', '/instances/shop');
  const persistence = await context.newPage();
  await persistence.goto(overview.url().replace(/\/instances\/shop.*$/, '/instances/shop/persistence'));
  for (const page of [overview, persistence]) await untilDrawn(page);
  await ask(shopPort(), 'admin', async (redis) => {
    // The save takes a minute however many keys there are: long enough to look at two pages.
    const perKeyUs = Math.ceil(60_000_000 / (await redis.dbsize()));
    await redis.config('SET', 'rdb-key-save-delay', perKeyUs);
    await redis.bgsave();
    await redis.config('SET', 'rdb-key-save-delay', 0);
  });
  for (const page of [overview, persistence])
    await expect(running(page).first()).toBeVisible({ timeout: 40_000 });
  for (const page of [overview, persistence]) {
    await expect(running(page)).toHaveCount(0, { timeout: 120_000 });
    await expect(saved(page).first()).toBeVisible();
  }
});
