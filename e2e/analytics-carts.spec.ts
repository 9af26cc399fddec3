import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

/** A cart that nothing ends. */
const forgotten = () =>
  ask(shopPort(), 'shop', (redis) =>
    redis.hset('cart:e2e', { 'product:7': 3, 'product:9': 1, 'product:12': 12 }),
  );

test('a viewer sees the carts, those that never expire, and when the others end', async ({ open }) => {
  await forgotten();
  await recognised('viewer', 'cart');
  const page = await open('viewer', '/instances/shop/analytics?pattern=carts');
  await page.getByRole('list', { name: 'Recognised things' }).getByRole('link', { name: /carts/ }).click();
  await expect(page.getByText(/carts that were looked at never expire/)).toBeVisible();
  await expect(page.getByRole('img', { name: /Carts by the time they have left/ })).toBeVisible();
  const carts = page.getByRole('table', { name: 'Carts' });
  // Short names come first, so it is on the first page.
  await expect(carts.getByRole('row', { name: /cart:e2e 3 16 never/ })).toBeVisible();
  await carts.getByRole('button', { name: 'Ends in' }).click();
  await expect(page).toHaveURL(/sort=-ends/);
});

test('a cart is opened beside the others, and is a link', async ({ open }) => {
  await forgotten();
  await recognised('viewer', 'cart');
  const page = await open('viewer', '/instances/shop/analytics/carts?thing=cart');
  await page.getByRole('row', { name: /cart:e2e/ }).click();
  await expect(page).toHaveURL(/cart=cart(:|%3A)e2e/);
  const sheet = page.getByRole('dialog', { name: 'cart:e2e' });
  await expect(sheet).toContainText('3 products, 16 pieces; never expires');
  await expect(sheet.getByRole('row').nth(1)).toHaveAccessibleName(/product:12 12/);
  await page.reload();
  await expect(sheet.getByRole('row', { name: /product:9 1/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page).not.toHaveURL(/[?&]cart=/);

  await page.getByRole('searchbox', { name: 'Key of a cart' }).fill('cart:of-nobody');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('This cart is not there any more');
});
