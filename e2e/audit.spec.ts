import { AppClient } from '../testing/app-client';
import { appUrl, expect, ROLES, test } from './fixtures';

for (const role of ROLES) {
  test(`${role} sees who did what, refused attempts included`, async ({ open }) => {
    const viewer = await new AppClient(appUrl()).signIn('shop', 'viewer', 'viewer');
    const refused = await viewer.act('shop', 'memory.purge', {});
    expect(refused.status).toBe(403);
    const page = await open(role, '/instances/shop/audit?q=action:memory.purge%20outcome=denied');
    const row = page.getByRole('table', { name: 'Audit log' }).locator('tbody tr[tabindex]').first();
    await expect(row).toContainText('viewer');
    await expect(row).toContainText('denied');
    await expect(row).toContainText('may not run MEMORY PURGE');
    await row.click();
    await expect(page.getByRole('dialog', { name: 'Purge memory by viewer' })).toContainText(
      '"address": "127.0.0.1"',
    );
  });
}
