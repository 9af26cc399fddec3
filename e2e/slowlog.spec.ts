import { ask } from '../testing/servers';
import { expect, ROLES, shopPort, test, toast } from './fixtures';

/** Leaves one entry with a value in it that nobody should see by accident. */
const slowCommand = () =>
  ask(shopPort(), 'shop', (redis) =>
    redis.eval(
      "local i = 0 while i < 3000000 do i = i + 1 end redis.call('SET', KEYS[1], ARGV[1])",
      1,
      'secret:note',
      'the-value-of-the-note',
    ),
  );

for (const role of ROLES) {
  test(`${role} sees entries and fingerprints; values are masked until asked for`, async ({ open }) => {
    await slowCommand();
    const page = await open(role, '/instances/shop/slowlog');
    const table = page.getByRole('table', { name: 'Slow log entries' });
    await expect(table.getByRole('row', { name: /eval.*secret:note/i }).first()).toBeVisible();
    await expect(page.getByText('the-value-of-the-note')).toHaveCount(0);
    await page.getByRole('button', { name: 'Show values' }).click();
    await expect(page).toHaveURL(/values=true/);
    await expect(page.getByText('the-value-of-the-note').first()).toBeVisible();

    await page.getByRole('radio', { name: 'By fingerprint' }).click();
    await expect(page).toHaveURL(/tab=fingerprints/);
    const fingerprints = page.getByRole('table', { name: 'Slow commands by fingerprint' });
    await fingerprints.getByRole('row', { name: /EVAL/ }).first().click();
    await expect(page).toHaveURL(/q=fingerprint/);
    await expect(table.getByRole('row', { name: /eval/i }).first()).toBeVisible();
  });
}

for (const role of ['operator', 'admin'] as const) {
  test(`${role} resets the slow log and is told how many entries went`, async ({ open }) => {
    await slowCommand();
    const page = await open(role, '/instances/shop/slowlog');
    await page.getByRole('button', { name: 'Reset slow log' }).click();
    await expect(page.getByRole('dialog')).toContainText('Export them first');
    await page.getByRole('dialog').getByRole('button', { name: 'Reset slow log' }).click();
    await expect(toast(page, /Deleted \d+ slow log entr/)).toBeVisible();
  });
}

test('a viewer reads without the settings and may not reset', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/slowlog');
  await expect(page.getByText(/its value cannot be read/)).toBeVisible();
  await page.getByRole('button', { name: 'Reset slow log' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +slowlog|reset');
});
