import { expect, ROLES, test, toast } from './fixtures';

for (const role of ROLES) {
  test(`${role} sees the layers, the fragmentation, MEMORY STATS and the doctor`, async ({ open }) => {
    const page = await open(role, '/instances/shop/memory');
    await expect(page.getByText(/of 128\sMiB used/)).toBeVisible();
    await expect(page.getByRole('row', { name: /Dataset/ })).toContainText('%');
    await expect(page.getByRole('row', { name: /Allocator fragmentation/ })).toContainText('×');
    await expect(page.getByRole('table', { name: 'MEMORY STATS' })).toContainText('dataset.bytes');
    await expect(page.getByRole('heading', { name: 'MEMORY DOCTOR' })).toBeVisible();
    await expect(page.locator('.recharts-area-curve').first()).toHaveAttribute('d', /L/);
  });
}

for (const role of ['operator', 'admin'] as const) {
  test(`${role} purges memory and is told what it brought`, async ({ open }) => {
    const page = await open(role, '/instances/shop/memory');
    await page.getByRole('button', { name: 'Purge memory' }).click();
    await expect(page.getByRole('dialog')).toContainText('MEMORY PURGE');
    await page.getByRole('dialog').getByRole('button', { name: 'Purge memory' }).click();
    await expect(toast(page, /RSS .* → /)).toBeVisible();
  });
}

test('a viewer may not, and the grant is named', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/memory');
  await page.getByRole('button', { name: 'Purge memory' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +memory|purge');
});
