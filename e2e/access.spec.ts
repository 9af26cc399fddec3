import { AppClient } from '../testing/app-client';
import { appUrl, expect, ROLES, test, toast } from './fixtures';

for (const role of ROLES) {
  test(`${role} sees what Redis allows them, with the missing grants to copy`, async ({ open }) => {
    const page = await open(role, '/instances/shop/access');
    const table = page.getByRole('table', { name: 'Capabilities' });
    await expect(table.getByRole('row', { name: /CLIENT LIST/ })).toContainText('allowed');
    const kill = table.getByRole('row', { name: /CLIENT KILL/ });
    if (role === 'viewer') await expect(kill).toContainText('ACL SETUSER viewer +client|kill');
    else await expect(kill).toContainText('allowed');
    await expect(
      page.getByRole('table', { name: 'Signed in' }).getByRole('row', { name: /you/ }),
    ).toBeVisible();
  });
}

test('an administrator ends a sign-in: the page of that person closes by itself', async ({
  open,
  browser,
}) => {
  const other = await new AppClient(appUrl()).signIn('shop', 'operator', 'operator');
  const page = await open('admin', '/instances/shop/access?login-q=operator');
  const table = page.getByRole('table', { name: 'Signed in' });
  const before = await table.getByRole('button', { name: 'Sign out operator' }).count();
  expect(before).toBeGreaterThan(0);
  await table.getByRole('button', { name: 'Sign out operator' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out operator' }).click();
  await expect(toast(page, 'operator is signed out.')).toBeVisible();
  await expect(table.getByRole('button', { name: 'Sign out operator' })).toHaveCount(before - 1);
  expect((await other.get('/api/instances/shop')).status).toBe(401);
  expect(browser.isConnected()).toBe(true);
});

test('others are not listed for who may not end sign-ins', async ({ open }) => {
  await new AppClient(appUrl()).signIn('shop', 'admin', 'admin');
  const page = await open('viewer', '/instances/shop/access');
  const rows = page.getByRole('table', { name: 'Signed in' }).locator('tbody tr');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('you');
});
