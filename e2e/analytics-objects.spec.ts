import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

test('objects: their fields are columns, one is opened, and secrets stay on the server', async ({ open }) => {
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.hset('item:1', { name: 'Kettle', price: '24.50', supplier_token: 'sk-of-nobody-1' });
    await redis.hset('item:2', { name: 'Cup', price: '7.20', supplier_token: 'sk-of-nobody-2' });
  });
  await recognised('viewer', 'item-object');
  const page = await open('viewer', '/instances/shop/analytics?pattern=objects');
  await page.getByRole('list', { name: 'Recognised things' }).getByRole('link', { name: /items/ }).click();
  const objects = page.getByRole('table', { name: 'Objects' });
  await expect(objects.getByRole('row', { name: /item:1.*24\.50/ })).toBeVisible();
  await objects.getByRole('button', { name: 'price' }).click();
  await expect(page).toHaveURL(/sort=-price/);
  await expect(objects.getByRole('row').nth(1)).toContainText('Kettle');

  await objects.getByRole('row', { name: /item:2/ }).click();
  await expect(page).toHaveURL(/key=item(:|%3A)2/);
  const sheet = page.getByRole('dialog', { name: 'item:2' });
  await expect(sheet.getByRole('row', { name: /supplier_token masked/ })).toBeVisible();
  await expect(sheet.getByRole('row', { name: /name Cup/ })).toBeVisible();
  await expect(page.getByText('sk-of-nobody')).toHaveCount(0);
});

test('balances: what they come to, and how they are spread', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) =>
    redis.mset('account:1:balance', '250.25', 'account:2:balance', '-50', 'account:3:balance', '100'),
  );
  await recognised('viewer', 'account-balance');
  const page = await open('viewer', '/instances/shop/analytics/objects?thing=account-balance');
  await expect(page.getByText('300.25', { exact: true })).toBeVisible();
  await expect(page.getByText('below zero')).toBeVisible();
  await expect(page.getByRole('img', { name: /Accounts by balance/ })).toBeVisible();
  const balances = page.getByRole('table', { name: 'Balances' });
  await expect(balances.getByRole('row').nth(1)).toHaveAccessibleName(/account:1:balance 250\.25/);
});
