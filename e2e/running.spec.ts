import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';

test('a save is drawn while it runs, wherever there are charts, and is one mark when it has ended', async ({
  open,
}) => {
  test.slow();
  const page = await open('viewer', '/instances/shop');
  const running = page.locator('[data-mark~=save][aria-label*="Snapshot is being saved"]');
  const saved = page.locator('[data-mark~=save][aria-label*="Snapshot saved in"]');
  // What comes late is the mark, then, and not the chart that it is drawn into.
  await expect(page.locator('.recharts-area-curve').first()).toHaveAttribute('d', /L/, { timeout: 60_000 });
  await ask(shopPort(), 'admin', async (redis) => {
    // The save takes a minute however many keys there are: long enough to look at two pages.
    const perKeyUs = Math.ceil(60_000_000 / (await redis.dbsize()));
    await redis.config('SET', 'rdb-key-save-delay', perKeyUs);
    await redis.bgsave();
    await redis.config('SET', 'rdb-key-save-delay', 0);
  });
  await expect(running.first()).toBeVisible({ timeout: 40_000 });
  await page.goto(page.url().replace(/\/instances\/shop.*$/, '/instances/shop/persistence'));
  await expect(running.first()).toBeVisible();
  await expect(running).toHaveCount(0, { timeout: 120_000 });
  await expect(saved.first()).toBeVisible();
});
