import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

const HOME = '/instances/shop/analytics';

/** Requests of which nobody took one for ten minutes; most are about the same. */
async function writeRequests(): Promise<void> {
  const now = Date.now() / 1000;
  const requests = Array.from({ length: 20 }, (_, n) =>
    JSON.stringify({ key: `product:${n % 3}`, fetch_func_name: 'load', ttl: 300, timestamp: now - 650 + n }),
  );
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.unlink('refresh_queue');
    await redis.lpush('refresh_queue', ...requests);
  });
  await recognised('viewer', 'refresh-ahead');
}

test('how far the database is behind, with what waits', async ({ open }) => {
  const page = await open('viewer', `${HOME}?pattern=write-behind`);
  await page.getByRole('link', { name: /write_queue/ }).click();
  await expect(page.getByText('Changes not yet written')).toBeVisible();
  await expect(page.getByText('The database is behind by')).toBeVisible();
  await page.getByRole('radio', { name: 'Newest' }).click();
  await expect(page).toHaveURL(/order=newest/);
});

test('requests that nobody answers are told, and how many of them are the same', async ({ open }) => {
  await writeRequests();
  const page = await open('viewer', `${HOME}/write-behind?thing=refresh-ahead`);
  await expect(page.getByText(/Nobody has refreshed anything for 1\d min/)).toBeVisible();
  const often = page.getByRole('table', { name: 'Most frequent' });
  await expect(often.getByRole('row', { name: /product:0/ })).toContainText('7');
  const entries = page.getByRole('table', { name: 'Entries' });
  await expect(entries.getByRole('row').nth(1)).toContainText('product:0');
  await page.getByRole('radio', { name: 'Newest' }).click();
  await expect(entries.getByRole('row').nth(1)).toContainText('product:1');
});
