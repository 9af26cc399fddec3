import { expect, test } from './fixtures';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('on a phone the pages are behind a menu, and rows are cards that can be read', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Clients' }).click();
  await expect(page).toHaveURL(/\/clients/);
  await page.getByRole('searchbox').last().fill('name:web-1');
  const card = page.getByRole('table', { name: 'Connections' }).locator('tbody tr[tabindex]').first();
  await expect(card).toContainText(/web-1.*Address.*Last command/);
  for (const column of ['name', 'addr', 'idle'])
    await expect(card.locator(`[data-column=${column}] span`).last()).toBeInViewport();
});

test('what is touched is 40 pixels high', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/persistence');
  for (const name of ['Pause', 'Save snapshot', 'Open the menu']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    expect(box!.height, name).toBeGreaterThanOrEqual(40);
  }
});
