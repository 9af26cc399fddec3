import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

test('a viewer sees who is online, who gives a sign of life, and finds a user', async ({ open }) => {
  // With a heartbeat of its own, so that no chore of the shop takes it off.
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.set('user:e2e-alive:heartbeat', Math.floor(Date.now() / 1000), 'EX', 600);
    await redis.sadd('users:online', 'e2e-alive');
  });
  await recognised('viewer', 'users-online');
  const page = await open('viewer', '/instances/shop/analytics?pattern=presence');
  await page
    .getByRole('list', { name: 'Recognised things' })
    .getByRole('link', { name: /users:online/ })
    .click();
  const users = page.getByRole('table', { name: 'Users' });
  await page.getByRole('searchbox', { name: 'Filter' }).fill('e2e-alive');
  await expect(users.getByRole('row', { name: /e2e-alive alive/ })).toBeVisible();
  await expect(page.getByText(/looked at have a heartbeat/)).toBeVisible();

  await page.getByRole('searchbox', { name: 'User' }).fill('e2e-alive');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/user=e2e-alive/);
  await expect(page.getByText(/e2e-alive is on the set/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/the heartbeat ends in/)).toBeVisible();
  await page.getByRole('searchbox', { name: 'User' }).fill('nobody');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('nobody is not online.')).toBeVisible();
});

test('a set without heartbeats is explained, and paged', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) =>
    redis.sadd('online:users', ...Array.from({ length: 700 }, (_, index) => `visitor-${index}`)),
  );
  await recognised('viewer', 'online-users');
  const page = await open('viewer', '/instances/shop/analytics/presence?thing=online-users');
  await expect(page.getByText(/Nothing says when anybody on this set was last there/)).toBeVisible();
  const first = page.getByRole('table', { name: 'Users' }).locator('tbody tr[tabindex]').first();
  const before = await first.innerText();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/cursor=\d+/);
  await expect(first).not.toHaveText(before);
  await page.goBack();
  await expect(first).toHaveText(before);
});
