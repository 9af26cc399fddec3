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
  // A browser of its own, with a sign-in that no other test shares: the newest one.
  const other = await new AppClient(appUrl()).signIn('shop', 'operator', 'operator');
  const context = await browser.newContext();
  await context.addCookies([...other.cookies].map(([name, value]) => ({ name, value, url: appUrl() })));
  const theirs = await context.newPage();
  await theirs.goto(`${appUrl()}/instances/shop`);
  await expect(theirs.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();

  const page = await open('admin', '/instances/shop/access?login-q=operator&login-sort=-since');
  const table = page.getByRole('table', { name: 'Signed in' });
  const before = await table.getByRole('button', { name: 'Sign out operator' }).count();
  await table.getByRole('button', { name: 'Sign out operator' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out operator' }).click();
  await expect(toast(page, 'operator is signed out.')).toBeVisible();
  await expect(table.getByRole('button', { name: 'Sign out operator' })).toHaveCount(before - 1);

  await expect(theirs).toHaveURL(/\/login\?/);
  await expect(theirs.getByRole('alert').first()).toContainText('Your sign-in has ended');
  expect((await other.get('/api/instances/shop')).status).toBe(401);
  await context.close();
});

for (const role of ['viewer', 'operator'] as const) {
  test(`${role} may not end the sign-ins of others, and does not see them`, async ({ open }) => {
    await new AppClient(appUrl()).signIn('shop', 'admin', 'admin');
    const page = await open(role, '/instances/shop/access');
    const rows = page.getByRole('table', { name: 'Signed in' }).locator('tbody tr');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('you');
    await expect(page.getByRole('button', { name: /^Sign out / })).toHaveCount(0);
    await expect(page.getByRole('table', { name: 'Capabilities' })).toContainText(
      `ACL SETUSER ${role} +acl|setuser`,
    );
  });
}
