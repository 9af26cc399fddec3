import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

test('a viewer comes from the home to the feeds, and opens one', async ({ open }) => {
  await recognised('viewer', 'feed');
  const page = await open('viewer', '/instances/shop/analytics?pattern=feeds');
  await page
    .getByRole('list', { name: 'Recognised things' })
    .getByRole('link')
    .filter({ has: page.getByText('feeds', { exact: true }) })
    .click();
  const lists = page.getByRole('table', { name: 'Lists' });
  const first = lists.locator('tbody tr[tabindex]').first();
  await expect(first).toHaveAccessibleName(/feed:\d+ \d+ \/ 100/);
  await first.click();
  await expect(page).toHaveURL(/key=feed(:|%3A)\d+/);
  const entries = page.getByRole('dialog').getByRole('table', { name: 'Entries' });
  await expect(entries.locator('tbody tr[tabindex]').first()).toContainText(/\w+/);
});

test('a chat room: its messages have columns, and who is in it', async ({ open }) => {
  await ask(shopPort(), 'shop', async (redis) => {
    const message = { user_id: 7, text: 'Is anybody there?', timestamp: Date.now() };
    await redis.lpush('chat:history:e2e', JSON.stringify(message));
    await redis.sadd('chat:members:e2e', '7', '8');
  });
  await recognised('viewer', 'chat');
  const page = await open('viewer', '/instances/shop/analytics/feeds?thing=chat');
  await page.getByRole('row', { name: /chat:history:e2e/ }).click();
  const room = page.getByRole('dialog', { name: 'chat:history:e2e' });
  await expect(room.getByRole('columnheader', { name: 'user_id' })).toBeVisible();
  await expect(room.getByRole('row', { name: /Is anybody there\?/ })).toBeVisible();
  await room.getByText('2 in the room').click();
  await expect(room.getByRole('listitem').filter({ hasText: '8' })).toBeVisible();
});

test('a log of one list is open at once, paged, the newest first', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) =>
    redis.lpush('recent:e2e', ...Array.from({ length: 70 }, (_, index) => `entry ${index}`)),
  );
  await recognised('viewer', 'recent/e2e');
  const page = await open('viewer', '/instances/shop/analytics/feeds?thing=recent/e2e');
  const entries = page.getByRole('table', { name: 'Entries' });
  await expect(entries.getByRole('row').nth(1)).toContainText('entry 69');
  await expect(page.getByText('1–30 of 70')).toBeVisible();
  await page.getByRole('button', { name: 'After', exact: true }).click();
  await expect(page).toHaveURL(/from=30/);
  await expect(entries.getByRole('row').nth(1)).toContainText('entry 39');
});
