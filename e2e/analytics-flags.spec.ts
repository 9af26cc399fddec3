import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

test('an experiment: its groups, who is in two at once, and whether an id is in them', async ({ open }) => {
  await ask(shopPort(), 'shop', async (redis) => {
    for (const group of ['e2e_a', 'e2e_b']) {
      for (const id of [3, 4, 5, 60_000]) await redis.setbit(`experiment:${group}`, id, 1);
    }
    await redis.setbit('experiment:e2e_b', 4, 0);
  });
  await recognised('viewer', 'experiment');
  const page = await open('viewer', '/instances/shop/analytics?pattern=flags');
  await page
    .getByRole('list', { name: 'Recognised things' })
    .getByRole('link', { name: /experiments/ })
    .click();
  await expect(page.getByRole('img', { name: /Ids by group/ })).toBeVisible();
  const matrix = page.locator('section').filter({ hasText: 'In two groups at once' });
  await expect(matrix.getByRole('row', { name: /^e2e_a \d/ })).toContainText(/3\s*75.%/);
  await expect(matrix).toContainText('whoever is in two groups spoils both results');

  await page.getByRole('searchbox', { name: 'Id that may be in them' }).fill('4');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page).toHaveURL(/[?&]id=4/);
  const groups = page.getByRole('table', { name: 'Groups' });
  await expect(groups.getByRole('row', { name: /e2e_a yes/ })).toBeVisible();
  await expect(groups.getByRole('row', { name: /e2e_b no/ })).toBeVisible();

  await groups.getByRole('row', { name: /e2e_a/ }).click();
  const sheet = page.getByRole('dialog', { name: 'experiment:e2e_a' });
  await expect(sheet.getByRole('list', { name: 'Bits that are set' })).toHaveText('3–560000');
});

test('settings are shown, and what may be a secret is masked', async ({ open }) => {
  await recognised('viewer', 'config/app');
  const page = await open('viewer', '/instances/shop/analytics/flags?thing=config/app');
  const settings = page.getByRole('table', { name: 'Settings' });
  await expect(settings.getByRole('row', { name: /theme autumn/ })).toBeVisible();
  await expect(settings.getByRole('row', { name: /payment_api_key masked/ })).toBeVisible();
  await expect(page.getByText('demo-key-that-opens-nothing')).toHaveCount(0);
});
