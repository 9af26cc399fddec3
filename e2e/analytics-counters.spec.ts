import { expect, test } from './fixtures';

const PAGE_VIEWS = '/instances/shop/analytics/counters?thing=counter/page_views';

test('a counter by hour, day and month, beside the time before, live', async ({ open }) => {
  const page = await open('viewer', PAGE_VIEWS);
  const chart = page.getByRole('img', { name: /Counts by hour/ });
  await expect(chart.locator('.recharts-bar-rectangle')).toHaveCount(24);
  const total = page.getByText('Since the beginning').locator('xpath=following-sibling::dd[1]');
  const before = await total.textContent();
  // The writers are running: the number moves by itself.
  await expect(total).not.toHaveText(before!);

  await page.getByRole('radio', { name: 'Days' }).click();
  await expect(page).toHaveURL(/granularity=day/);
  await expect(page.getByRole('img', { name: /Counts by day/ })).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/compare=1/);
  await expect(page.getByText(/against [\d,]+ before/)).toBeVisible();
  await expect(page.getByText('The names of the periods are in UTC.')).toBeVisible();
});

test('tags are broken down', async ({ open }) => {
  const page = await open('viewer', PAGE_VIEWS);
  await expect(page.getByRole('heading', { name: 'By device' })).toBeVisible();
});

test('pages are parts of one thing, and each can be seen alone', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/analytics/counters?thing=page-views');
  const parts = page.getByRole('table', { name: 'What it is made of' });
  await parts.getByRole('row', { name: '/shop/sale' }).click();
  await expect(page).toHaveURL(/of=%2Fshop%2Fsale|of=\/shop\/sale/);
  await expect(page.getByText('Only /shop/sale')).toBeVisible();
});
