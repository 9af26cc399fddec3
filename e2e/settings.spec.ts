import type { Page } from '@playwright/test';
import { ask } from '../testing/servers';
import { expect, ROLES, shopPort, test, toast } from './fixtures';

const SETTINGS = '/instances/shop/settings';
const DELETIONS = ['Delete history', 'Delete kept slow log', 'Delete client history'] as const;

const panel = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Leaves one entry in the slow log, of a key that nothing else uses. */
const slowCommand = (key: string) =>
  ask(shopPort(), 'shop', (redis) =>
    redis.eval('local i = 0 while i < 3000000 do i = i + 1 end return KEYS[1]', 1, key),
  );

async function confirmed(page: Page, name: string): Promise<void> {
  await button(page, name).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

for (const role of ROLES) {
  test(`${role} sees what is kept of history, slow log and clients, and how long`, async ({ open }) => {
    const page = await open(role, SETTINGS);
    await expect(page.getByText('History on the disk')).toBeVisible();
    await expect(panel(page, 'Slow log')).toContainText(/\d entr(y|ies)/);
    await expect(panel(page, 'Slow log')).toContainText('for 30 days and at most 50,000');
    await expect(panel(page, 'Clients')).toContainText(/\d connections?/);
    await expect(panel(page, 'Clients')).toContainText('for 30 days and at most 100,000');
  });
}

for (const role of ['viewer', 'operator'] as const) {
  test(`${role} may delete none of it, and is told the grant`, async ({ open }) => {
    const page = await open(role, SETTINGS);
    for (const name of DELETIONS) {
      await button(page, name).click({ force: true });
      await expect(page.getByRole('dialog')).toContainText(`ACL SETUSER ${role} +config|set`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}

test('an admin deletes the kept slow log: the page has it no more, the server still has', async ({
  open,
}) => {
  await slowCommand('settings:forgotten');
  const slowlog = '/instances/shop/slowlog';
  const page = await open('admin', slowlog);
  const row = page
    .getByRole('table', { name: 'Slow commands by fingerprint' })
    .getByRole('row', { name: /EVAL .*settings:forgotten/ });
  await expect(row).toBeVisible();
  await open('admin', SETTINGS);
  await confirmed(page, 'Delete kept slow log');
  await expect(toast(page, /Deleted \d[\d,]* kept slow log entr(y|ies)\./)).toBeVisible();
  await open('admin', slowlog);
  // An entry that is read after it shows that the server's own log was not read again from the beginning.
  await slowCommand('settings:later');
  await page.reload();
  await expect(page.getByRole('row', { name: /EVAL .*settings:later/ })).toBeVisible();
  await expect(row).toHaveCount(0);
  const ring = await ask(shopPort(), 'admin', (redis) => redis.call('SLOWLOG', 'GET', '128'));
  expect(JSON.stringify(ring)).toContain('settings:forgotten');
});

test('an admin deletes the client history: who is connected is kept anew from then on', async ({ open }) => {
  const page = await open('admin', SETTINGS);
  await expect(panel(page, 'Clients')).toContainText(/\d connections?, the oldest from/);
  await confirmed(page, 'Delete client history');
  await expect(toast(page, /Deleted \d[\d,]* kept connections?\./)).toBeVisible();
  await expect(panel(page, 'Clients')).toContainText(/^Clients.*0 connections/s);
});
