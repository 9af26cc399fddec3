import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';
import { recognised } from './recognised';

const GLOBAL = '/instances/shop/analytics/leaderboards?thing=leaderboard/global';

test('ranks are paged, turned round and searched, and every view is a link', async ({ open }) => {
  const page = await open('viewer', GLOBAL);
  const ranks = page.getByRole('table', { name: 'Ranks' });
  await expect(ranks.getByRole('row').nth(1)).toContainText('user:');
  await expect(page.getByText('1–50 of 5,000')).toBeVisible();
  await page.getByRole('button', { name: 'After', exact: true }).click();
  await expect(page).toHaveURL(/offset=50/);
  await expect(page.getByText('51–100 of 5,000')).toBeVisible();
  await page.getByRole('radio', { name: 'Bottom' }).click();
  await expect(page).toHaveURL(/order=bottom/);

  await page.getByLabel('Member', { exact: true }).fill('user:42');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/member=user%3A42|member=user:42/);
  await expect(page.locator('[aria-current=true]')).toContainText('user:42');
  await page.reload();
  await expect(page.locator('[aria-current=true]')).toContainText('user:42');
});

test('an operator gives points and takes a member off the board', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) => redis.zadd('leaderboard:global', 7, 'user:e2e'));
  const page = await open('operator', `${GLOBAL}&member=user:e2e`);
  await page.getByLabel('Points').fill('5');
  await page.getByRole('button', { name: 'Give points' }).click();
  await expect(page.getByRole('dialog')).toContainText('ZINCRBY leaderboard:global 5 user:e2e');
  await page.getByRole('dialog').getByRole('button', { name: 'Give points' }).click();
  await expect(toast(page, 'user:e2e has 12 points now.')).toBeVisible();
  const found = page.locator('section').filter({ hasText: 'Find a member' });
  await found.getByRole('button', { name: 'Remove member' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click();
  await expect(toast(page, 'user:e2e is off the board.')).toBeVisible();
  expect(await ask(shopPort(), 'shop', (redis) => redis.zscore('leaderboard:global', 'user:e2e'))).toBeNull();
});

test('a viewer sees that points are not theirs to give, and which grant is missing', async ({ open }) => {
  const page = await open('viewer', `${GLOBAL}&member=user:1`);
  await page.getByRole('button', { name: 'Give points' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +zincrby');
});

test('ranks are compared with a moment, and who is new is said', async ({ open }) => {
  const board = 'leaderboard:moves';
  await ask(shopPort(), 'shop', (redis) => redis.zadd(board, 30, 'ann', 20, 'bob'));
  await recognised('viewer', 'leaderboard/moves');
  const page = await open('viewer', '/instances/shop/analytics/leaderboards?thing=leaderboard/moves');
  const row = (member: string) =>
    page.getByRole('table', { name: 'Ranks' }).getByRole('row').filter({ hasText: member });
  await expect(page.getByLabel('Since', { exact: true })).toBeVisible();
  await expect(row('bob')).toContainText('same place');

  await ask(shopPort(), 'shop', (redis) => redis.zadd(board, 40, 'bob', 10, 'zed'));
  await expect(row('bob')).toContainText('▲ 1', { timeout: 15_000 });
  await expect(row('ann')).toContainText('▼ 1');
  await expect(row('zed')).toContainText('new');
  await row('bob').click();
  await expect(page.getByText(/it was at place 2 with a score of 20/)).toBeVisible();
  await page.getByLabel('Since', { exact: true }).selectOption({ index: 0 });
  await expect(page.getByText(/it was at place 2 with a score of 20/)).toBeVisible();
});

test('best scores, one key for each player, are a board without actions', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) =>
    redis.mset({ 'player:ann:best_score:e2e': 70, 'player:bob:best_score:e2e': 90 }),
  );
  await recognised('operator', 'best-score/e2e');
  const page = await open(
    'operator',
    '/instances/shop/analytics/leaderboards?thing=best-score/e2e&member=ann',
  );
  const ranks = page.getByRole('table', { name: 'Ranks' });
  await expect(ranks.getByRole('row').nth(1)).toContainText('bob');
  await expect(ranks.getByRole('row').nth(2)).toContainText('ann');
  await expect(page.locator('[aria-current=true]')).toContainText('ann');
  await expect(page.getByRole('button', { name: 'Give points' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Remove member' })).toHaveCount(0);
});
