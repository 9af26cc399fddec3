import { appUrl, expect, test } from './fixtures';

const fill = async (
  page: import('@playwright/test').Page,
  user: string,
  password: string,
  instance = 'shop',
) => {
  await page.getByLabel('Instance').selectOption(instance);
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

test('a page without a session leads to the form, and the form back to the page', async ({ page }) => {
  await page.goto(`${appUrl()}/instances/shop/clients?q=worker`);
  await expect(page).toHaveURL(/\/login\?/);
  await fill(page, 'viewer', 'viewer');
  await expect(page).toHaveURL(/\/instances\/shop\/clients\?q=worker/);
  await expect(page.getByRole('heading', { name: 'Clients', level: 1 })).toBeVisible();
});

test('signing in works with the keyboard alone', async ({ page }) => {
  await page.goto(`${appUrl()}/login?instance=shop`);
  await expect(page.getByLabel('User name')).toBeFocused();
  await page.keyboard.type('viewer');
  await page.keyboard.press('Tab');
  await page.keyboard.type('viewer');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
});

test('a wrong password, an unreachable server and an empty form each say what to do', async ({ page }) => {
  await page.goto(`${appUrl()}/login`);
  await fill(page, 'admin', 'guess');
  await expect(page.getByRole('alert').first()).toContainText('Redis refused this user name and password');
  await fill(page, 'admin', 'admin', 'gone');
  await expect(page.getByRole('alert').first()).toContainText('ECONNREFUSED');
  await expect(page.getByRole('alert').first()).toContainText('Check that Redis runs');
  await fill(page, '', '');
  await expect(page.getByRole('alert').first()).toContainText('This Redis asks for a password');
});

test('signing out ends the session: the page is closed to the back button', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await page.getByRole('button', { name: 'viewer' }).click();
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto(`${appUrl()}/instances/shop`);
  await expect(page).toHaveURL(/\/login/);
});

test('a sign-in that ends elsewhere closes its pages, and signing in again goes back to them', async ({
  open,
}) => {
  const page = await open('viewer', '/instances/shop/clients?q=worker');
  await expect(page.getByText('Reconnecting')).toBeHidden();
  const other = await page.context().newPage();
  await other.goto(`${appUrl()}/instances/shop`);
  await other.getByRole('button', { name: 'viewer' }).click();
  await other.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/login\?/);
  await expect(page.getByRole('alert').first()).toContainText('Your sign-in has ended');
  await fill(page, 'viewer', 'viewer');
  await expect(page).toHaveURL(/\/instances\/shop\/clients\?q=worker/);
});

test('words that a link brings are not shown', async ({ page }) => {
  const error = JSON.stringify({ code: 'X', message: 'Call this number', line: 'FLUSHALL' });
  await page.goto(`${appUrl()}/login?error=${encodeURIComponent(error)}`);
  await expect(page.getByRole('alert').first()).toContainText('Signing in failed');
  await expect(page.getByText(/Call this number|FLUSHALL/)).toHaveCount(0);
});

test('a Redis without a password opens with an empty form, and a banner says what that means', async ({
  page,
}) => {
  await page.goto(`${appUrl()}/login`);
  await fill(page, '', '', 'open');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByText('This Redis asks default for no password.')).toBeVisible();
  await expect(page.getByText('CONFIG SET requirepass a-long-password')).toBeVisible();
});

test('a further instance joins the session from the switcher', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await page.getByRole('button', { name: /Shop/ }).click();
  await page.getByRole('menuitem', { name: /Orders/ }).click();
  await page.getByLabel('User name').fill('operator');
  await page.getByLabel('Password').fill('operator');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/instances\/orders/);
  await page.goto(`${appUrl()}/`);
  await expect(page.getByRole('link', { name: 'Orders' })).toBeVisible();
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
  await expect(row('Shop')).toContainText('Redis');
  await expect(row('Gone').getByRole('link', { name: 'Sign in' })).toBeVisible();
});
