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
  test(`${role} goes from a fingerprint to its entries; values are masked until asked for`, async ({
    open,
  }) => {
    await slowCommand();
    const page = await open(role, '/instances/shop/slowlog');
    const fingerprints = page.getByRole('table', { name: 'Slow commands by fingerprint' });
    await fingerprints
      .getByRole('row', { name: /EVAL .*secret:note/ })
      .first()
      .click();
    await expect(page).toHaveURL(/tab=entries/);
    await expect(page).toHaveURL(/fingerprint=EVAL/);

    const entries = page.getByRole('table', { name: 'Slow log entries' });
    await expect(entries.getByRole('row', { name: /eval.*secret:note/i }).first()).toBeVisible();
    await expect(page.getByText('the-value-of-the-note')).toHaveCount(0);
    await page.getByRole('button', { name: 'Show values' }).click();
    await expect(page).toHaveURL(/values=true/);
    await expect(page.getByText('the-value-of-the-note').first()).toBeVisible();

    await page.getByRole('button', { name: 'All fingerprints' }).click();
    await expect(fingerprints.getByRole('row', { name: /EVAL .*secret:note/ }).first()).toBeVisible();
    await expect(page).not.toHaveURL(/fingerprint=/);
  });
}

test('a link to a fingerprint opens its entries and its history', async ({ open }) => {
  await slowCommand();
  const first = await open('viewer', '/instances/shop/slowlog?tab=entries');
  const table = first.getByRole('table', { name: 'Slow log entries' });
  await expect(table.getByRole('row', { name: /eval/i }).first()).toBeVisible();
  const page = await open('viewer', '/instances/shop/slowlog?range=1h&fingerprint=NOTHING&tab=entries');
  await expect(page.getByText(/in this span/)).toBeVisible();
  await expect(page.getByRole('img', { name: /^Slow commands per .*, chart over time$/ })).toBeVisible();
});

test('what the dashboard itself has sent is marked, and can be left out', async ({ open }) => {
  // Named as its connections are: whether one of its own commands is slow cannot be brought about.
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.client('SETNAME', 'hitrate-user');
    await redis.eval('local i = 0 while i < 3000000 do i = i + 1 end return ARGV[1]', 1, 'own:mark', 'x');
  });
  await slowCommand();
  const page = await open('viewer', '/instances/shop/slowlog');
  const fingerprints = page.getByRole('table', { name: 'Slow commands by fingerprint' });
  const ours = fingerprints.getByRole('row', { name: /EVAL .*own:mark/ });
  await expect(ours).toContainText('this dashboard');
  await page.getByRole('button', { name: 'Without those of this dashboard', exact: true }).click();
  await expect(page).toHaveURL(/own=false/);
  await expect(ours).toHaveCount(0);
  await expect(fingerprints.getByRole('row', { name: /EVAL .*secret:note/ }).first()).toBeVisible();

  await page.getByRole('radio', { name: 'Entries', exact: true }).click();
  const entries = page.getByRole('table', { name: 'Slow log entries' });
  await expect(entries.getByRole('row', { name: /secret:note/ }).first()).toBeVisible();
  await expect(entries.getByRole('row', { name: /own:mark/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'With those of this dashboard', exact: true }).click();
  await expect(entries.getByRole('row', { name: /own:mark.*this dashboard/ }).first()).toBeVisible();
});

for (const role of ['operator', 'admin'] as const) {
  test(`${role} resets the slow log, is told how many entries went, and still has them`, async ({ open }) => {
    await slowCommand();
    const page = await open(role, '/instances/shop/slowlog');
    await page.getByRole('button', { name: 'Reset slow log', exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText('What this dashboard has kept of them stays');
    await page.getByRole('dialog').getByRole('button', { name: 'Reset slow log', exact: true }).click();
    await expect(toast(page, /Deleted \d+ slow log entr/)).toBeVisible();
    await page.reload();
    const fingerprints = page.getByRole('table', { name: 'Slow commands by fingerprint' });
    await expect(fingerprints.getByRole('row', { name: /EVAL .*secret:note/ }).first()).toBeVisible();
  });
}

test('an admin changes the threshold in place and sees it before and after', async ({ open }) => {
  const page = await open('admin', '/instances/shop/slowlog');
  await expect(page.getByText(/^Commands that take .* or more are logged/)).toBeVisible();
  await page.getByRole('button', { name: 'Change …' }).click();
  for (const [before, after] of [
    ['1000', '1500'],
    ['1500', '1000'],
  ] as const) {
    await page.getByLabel('Threshold (microseconds)').fill(after);
    await page.getByRole('button', { name: 'Change threshold' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(`Now on 1 node: ${before} → ${after}`);
    await expect(dialog).toContainText(`CONFIG SET slowlog-log-slower-than ${after}`);
    await dialog.getByRole('button', { name: 'Change threshold' }).click();
    await expect(toast(page, `slowlog-log-slower-than is ${after} now, was ${before}.`)).toBeVisible();
    await expect(page.getByLabel('Threshold (microseconds)')).toHaveValue(after);
  }
});

test('an operator is told which grant changes a setting', async ({ open }) => {
  const page = await open('operator', '/instances/shop/slowlog');
  await page.getByRole('button', { name: 'Change …' }).click();
  await page.getByRole('button', { name: 'Change threshold' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER operator +config|set');
});

test('a viewer reads without the settings and may not reset', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/slowlog');
  await expect(page.getByText(/its value cannot be read/)).toBeVisible();
  await page.getByRole('button', { name: 'Reset slow log', exact: true }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +slowlog|reset');
});
