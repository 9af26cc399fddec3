import type { Page } from '@playwright/test';
import { AppClient } from '../testing/app-client';
import { waitUntil } from '../testing/wait-until';
import type { AlertsResponse } from '../lib/schemas/alerts';
import { appUrl, expect, ROLES, test, toast } from './fixtures';

const TITLE = 'Clients near their limit';
const RULE = 'clients.near-limit';

const admin = () => new AppClient(appUrl()).signIn('shop', 'admin', 'admin');

/** Opens an alert as a person can: by a threshold that is far too low. It waits two minutes by its rule. */
async function openOne(): Promise<void> {
  const client = await admin();
  const levels = { share: { warning: 0.000_1, critical: null } };
  await client.act('shop', 'rule.set', { rule: RULE, levels });
  await waitUntil(
    'the alert is open',
    async () => {
      const { body } = await client.get<AlertsResponse>('/api/instances/shop/alerts');
      return body.open.some(({ rule }) => rule === RULE);
    },
    240_000,
  );
}

const card = (page: Page) => page.getByRole('article', { name: TITLE });

test.describe('an open alert', () => {
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    await openOne();
  });
  test.afterAll(async () => {
    await (await admin()).act('shop', 'rule.set', { rule: RULE, levels: null });
  });

  for (const role of ROLES) {
    test(`${role} reads it with its numbers and what to do, and sees it counted beside every page`, async ({
      open,
    }) => {
      const page = await open(role, '/instances/shop/alerts');
      await expect(card(page)).toContainText(/of all client connections are taken/);
      await expect(card(page)).toContainText('CONFIG SET maxclients');
      await expect(page.getByRole('link', { name: /^Alerts \d+ open$/ })).toBeVisible();
    });
  }

  test('a viewer learns which grant silences it', async ({ open }) => {
    const page = await open('viewer', '/instances/shop/alerts');
    await card(page).getByRole('button', { name: 'Silence', exact: true }).click({ force: true });
    await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +slowlog|reset');
  });

  test('an operator acknowledges and silences it, and ends the silence', async ({ open }) => {
    const page = await open('operator', '/instances/shop/alerts');
    await card(page).getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await expect(card(page)).toContainText('operator knows of it');
    await card(page).getByRole('button', { name: 'Silence', exact: true }).click();
    await expect(card(page)).toContainText('silenced until');
    await card(page).getByRole('button', { name: 'End silence', exact: true }).click();
    await expect(card(page)).not.toContainText('silenced until');
  });
});

test('an administrator changes a threshold and gives it back; everybody sees what is in force', async ({
  open,
}) => {
  const page = await open('admin', '/instances/shop/alerts?tab=rules&rule-q=memory.near-limit');
  const row = page.getByRole('table', { name: 'Rules' }).getByRole('row', { name: /Memory near its limit/ });
  await row.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Share of maxmemory, warning').fill('55');
  await dialog.getByRole('button', { name: 'Change thresholds', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Change thresholds at Shop?' });
  await expect(question).toContainText('Share of maxmemory, warning:80 % → 55 %');
  await question.getByRole('button', { name: 'Change thresholds', exact: true }).click();
  await expect(toast(page, 'The rule has the new thresholds.')).toBeVisible();
  await expect(row).toContainText('55');
  await row.click();
  await dialog.getByRole('button', { name: 'Restore defaults', exact: true }).click();
  const back = page.getByRole('dialog', { name: 'Restore defaults at Shop?' });
  await back.getByRole('button', { name: 'Restore defaults', exact: true }).click();
  await expect(row).toContainText('80');
});

test('an administrator sets a webhook, sees its secret once, and learns why the test did not arrive', async ({
  open,
}) => {
  const page = await open('admin', '/instances/shop/alerts?tab=webhooks');
  await page.getByLabel('Name', { exact: true }).fill('e2e');
  await page.getByLabel('Address', { exact: true }).fill('http://127.0.0.1:9/very-secret-path');
  await page.getByRole('button', { name: 'Set webhook', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Set webhook', exact: true }).click();
  await expect(page.getByText('The secret of its signatures, shown this once')).toBeVisible();
  const row = page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem', { name: 'e2e' });
  await expect(row).toContainText('http://127.0.0.1:9/…');
  await row.getByRole('button', { name: 'Send test', exact: true }).click();
  const deliveries = page.getByRole('table', { name: 'Deliveries' });
  await expect(deliveries).toContainText('HITRATE_WEBHOOK_PRIVATE=1');
  await expect(deliveries).toContainText('failed');
  await row.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(toast(page, 'The webhook is gone.')).toBeVisible();
  await expect(page.getByText('very-secret-path')).toHaveCount(0);
});

for (const role of ['viewer', 'operator'] as const) {
  test(`${role} sees no webhooks, but the grant that shows them`, async ({ open }) => {
    const page = await open(role, '/instances/shop/alerts?tab=webhooks');
    await expect(page.getByText(`ACL SETUSER ${role} +config|set`)).toBeVisible();
  });
}
