import { expect, ROLES, test, toast } from './fixtures';

for (const role of ROLES) {
  test(`${role} reads in sentences what would survive a crash`, async ({ open }) => {
    const page = await open(role, '/instances/shop/persistence');
    await expect(page.getByText(/snapshot/i).first()).toBeVisible();
    await expect(page.getByText(/^It has .*(KiB|MiB)/)).toBeVisible();
    await expect(page.getByRole('img', { name: /chart over time/ })).toHaveCount(2);
  });
}

for (const role of ['operator', 'admin'] as const) {
  test(`${role} saves a snapshot and is told when it has really ended`, async ({ open }) => {
    const page = await open(role, '/instances/shop/persistence');
    await page.getByRole('button', { name: 'Save snapshot', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save snapshot', exact: true }).click();
    await expect(toast(page, 'The snapshot is saved')).toBeVisible();
    await expect(page.getByText(/The last snapshot was (just now|\d+ s ago)/)).toBeVisible();
  });

  test(`${role} rewrites the AOF`, async ({ open }) => {
    const page = await open(role, '/instances/shop/persistence');
    await page.getByRole('button', { name: 'Rewrite AOF', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rewrite AOF', exact: true }).click();
    await expect(toast(page, 'The AOF is rewritten')).toBeVisible();
  });
}

test('a viewer sees both actions greyed, each with its grant', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/persistence');
  for (const [button, grant] of [
    ['Save snapshot', 'ACL SETUSER viewer +bgsave'],
    ['Rewrite AOF', 'ACL SETUSER viewer +bgrewriteaof'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click({ force: true });
    await expect(page.getByRole('dialog')).toContainText(grant);
    await page.keyboard.press('Escape');
  }
  await expect(page.getByText('ACL SETUSER viewer +config|get')).toBeVisible();
});
