import type { Page } from '@playwright/test';
import { ask } from '../testing/servers';
import { expect, ROLES, shopPort, test, toast } from './fixtures';

/** Two readings of the collector, 15 s apart, make the first column. */
const MEASURED_MS = 90_000;

const heatMap = (page: Page) => page.getByRole('group', { name: /Calls by how long they took/ });
const events = (page: Page) => page.getByRole('table', { name: 'Events of the latency monitor' });

/** Holds the server up for some milliseconds. */
const slowCommand = () =>
  ask(shopPort(), 'shop', (redis) => redis.eval('for i = 1, 5000000 do end return 1', 0));

for (const role of ROLES) {
  test(`${role} sees how long commands take, by eye and by keyboard`, async ({ open }) => {
    test.setTimeout(MEASURED_MS + 30_000);
    const page = await open(role, '/instances/shop/latency');
    await expect(heatMap(page)).toBeVisible({ timeout: MEASURED_MS });
    await heatMap(page).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await expect(heatMap(page).locator('[aria-live]')).toContainText(/µs.*of the calls/);

    await page.getByRole('radio', { name: 'Calls per second' }).click();
    await expect(page).toHaveURL(/heat=calls/);
    const buckets = page.getByRole('table', { name: 'Calls by duration' });
    await expect(buckets.getByRole('row').nth(1)).toContainText('%');
    await expect(page.getByRole('img', { name: /Round trip/ })).toBeVisible();
  });
}

test('an admin turns the monitor on, sees what held the server up, forgets it and turns it off', async ({
  open,
}) => {
  // Four confirmed actions, each with its answer.
  test.setTimeout(240_000);
  const page = await open('admin', '/instances/shop/latency');
  await expect(page.getByText(/latency-monitor-threshold is 0/)).toBeVisible();
  await page.getByLabel('Threshold in milliseconds').fill('5');
  await page.getByRole('button', { name: 'Turn monitor on' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('CONFIG SET latency-monitor-threshold 5');
  await dialog.getByRole('button', { name: 'Turn monitor on' }).click();
  await expect(toast(page, 'The latency monitor is on, from 5 ms.')).toBeVisible();
  await expect(page.getByText(/for 5 ms or longer/)).toBeVisible();

  await slowCommand();
  const row = events(page).getByRole('row', { name: /^command/ });
  await expect(row).toBeVisible({ timeout: 20_000 });
  await row.click();
  await expect(page).toHaveURL(/event=command/);
  await expect(page.getByRole('img', { name: /Spikes of command/ })).toBeVisible();

  await page.getByRole('button', { name: 'Turn monitor off' }).click();
  await dialog.getByRole('button', { name: 'Turn monitor off' }).click();
  await expect(toast(page, 'The latency monitor is off.')).toBeVisible();
  await page.getByRole('button', { name: 'Reset events' }).click();
  await dialog.getByRole('button', { name: 'Reset events' }).click();
  await expect(toast(page, /Forgot \d+ kinds? of event/)).toBeVisible();
  await expect(page.getByText('Nothing is remembered while it is off.')).toBeVisible();
});

test('a viewer is told which grant would turn the monitor on', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/latency');
  await expect(page.getByText(/cannot be read: that needs CONFIG GET/)).toBeVisible();
  await page.getByRole('button', { name: 'Turn monitor on' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +config|set');
});
