import { expect, test } from './fixtures';

test('daily active users: exact, over thirty days, and who came again', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/analytics/uniques?thing=dau');
  await expect(
    page.getByRole('img', { name: /Different visitors by day/ }).locator('.recharts-bar-rectangle'),
  ).toHaveCount(30);
  await expect(page.getByText(/Counted exactly, from the bits/)).toBeVisible();
  await expect(page.getByText('bits combined outside Redis, 30 keys')).toBeVisible();
  const again = page
    .getByRole('region')
    .or(page.locator('section'))
    .filter({ hasText: 'Who came again' })
    .last();
  await expect(again.getByRole('cell', { name: /%/ }).first()).toBeVisible();
});

test('HyperLogLogs say their error, and that nothing was written', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/analytics/uniques?thing=visitors');
  await expect(page.getByText(/within ±0\.8\s%/)).toBeVisible();
  await expect(page.getByText(/nothing was written/)).toBeVisible();
  await page.getByRole('radio', { name: '7 d' }).click();
  await expect(page).toHaveURL(/buckets=7/);
  await expect(
    page.getByRole('img', { name: /Different visitors by day/ }).locator('.recharts-bar-rectangle'),
  ).toHaveCount(7);
});
